"""French as it is printed: no-break spaces inside dates, hours and numbers, so that nothing breaks at the end of a line."""

DATE_FORMAT = "j\xa0F\xa0Y"
SHORT_DATE_FORMAT = "d/m/Y"
TIME_FORMAT = r"G" + "\xa0" + r"\h" + "\xa0" + r"i"
DATETIME_FORMAT = r"j" + "\xa0F\xa0Y" + r" \à G" + "\xa0" + r"\h" + "\xa0" + r"i"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
YEAR_MONTH_FORMAT = "F\xa0Y"
MONTH_DAY_FORMAT = "j\xa0F"
FIRST_DAY_OF_WEEK = 1
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y"]
DATETIME_INPUT_FORMATS = ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"]
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u202f"
NUMBER_GROUPING = 3

# Our own, read by incubator.spoken.
WEEKDAY_FORMAT = r"l j" + "\xa0F\xa0Y"
MOMENT_FORMAT = r"l j" + "\xa0F\xa0Y" + r" \à G" + "\xa0" + r"\h" + "\xa0" + r"i"
BRIEF_FORMAT = "j\xa0N"
BRIEF_MOMENT_FORMAT = "j\xa0N" + r" \à G" + "\xa0" + r"\h" + "\xa0" + r"i"
FIRST_OF_MONTH = r"1\e\r"
