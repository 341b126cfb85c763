"""English for readers of many countries: day before month, month in letters, hours from 0 to 23."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "d/m/Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = r"j F Y \a\t H:i"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
FIRST_DAY_OF_WEEK = 1
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d/%m/%y"]
DATETIME_INPUT_FORMATS = ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"]
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

# Our own, read by incubator.spoken.
WEEKDAY_FORMAT = "l j F Y"
MOMENT_FORMAT = r"l j F Y \a\t H:i"
BRIEF_FORMAT = "j M"
BRIEF_MOMENT_FORMAT = r"j M \a\t H:i"
FIRST_OF_MONTH = "j"
