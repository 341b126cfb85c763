
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0006_funding'),
        ('startups', '0007_open_targets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Request',
            fields=[
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(blank=True, max_length=30, verbose_name='number')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'sent'), ('triage', 'being studied'), ('scoped', 'proposal to answer'), ('approved', 'agreed'), ('in_progress', 'in progress'), ('delivered', 'delivered'), ('closed', 'closed'), ('on_hold', 'paused'), ('rejected', 'refused'), ('cancelled', 'cancelled')], default='draft', max_length=11, verbose_name='state')),
                ('paused_from', models.CharField(blank=True, choices=[('draft', 'draft'), ('submitted', 'sent'), ('triage', 'being studied'), ('scoped', 'proposal to answer'), ('approved', 'agreed'), ('in_progress', 'in progress'), ('delivered', 'delivered'), ('closed', 'closed'), ('on_hold', 'paused'), ('rejected', 'refused'), ('cancelled', 'cancelled')], editable=False, max_length=11)),
                ('goal', models.CharField(max_length=200, verbose_name='goal in one sentence')),
                ('need', models.TextField(blank=True, max_length=4000, verbose_name='what you need')),
                ('wanted_on', models.DateField(blank=True, null=True, verbose_name='wanted by')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='begun')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('triage_due_at', models.DateTimeField(blank=True, null=True, verbose_name='answer due')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='work due')),
                ('why', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                ('is_ended_by_team', models.BooleanField(default=False)),
                ('evidence', models.TextField(blank=True, max_length=2000, verbose_name='evidence')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('token', models.CharField(blank=True, help_text='Of the page that began it: the same token is the same request.', max_length=40)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='officer')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='services.service', verbose_name='service')),
                ('startup', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='startups.startup', verbose_name='startup')),
                ('talk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='services.service', verbose_name='scoping talk')),
            ],
            options={
                'verbose_name': 'request',
                'verbose_name_plural': 'requests',
                'ordering': ['-submitted_at', '-created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PrototypeDetails',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('material', models.CharField(blank=True, max_length=200, verbose_name='material')),
                ('quantity', models.PositiveIntegerField(blank=True, null=True, verbose_name='quantity')),
                ('safety', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('voltage', 'mains voltage or more than 60 V'), ('battery', 'batteries or other stored energy'), ('pressure', 'gas or pressure'), ('heat', 'flame, heat or hot surfaces'), ('chemical', 'chemicals, resins, solvents or dust'), ('moving', 'moving or cutting parts'), ('load', 'heavy loads or work at height'), ('none', 'nothing of these')], max_length=8), blank=True, default=list, size=None, verbose_name='safety points')),
                ('safety_note', models.CharField(blank=True, max_length=500, verbose_name='more about safety')),
                ('equipment', models.CharField(blank=True, max_length=300, verbose_name='machine and technician wanted')),
                ('trl_before', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='TRL today')),
                ('trl_after', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='TRL after the work')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='prototype', to='services.request')),
            ],
            options={
                'verbose_name': 'prototype',
                'verbose_name_plural': 'prototypes',
            },
        ),
        migrations.CreateModel(
            name='RequestBooking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('booking', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='services.booking', verbose_name='booking')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='services.request')),
            ],
            options={
                'verbose_name': 'appointment of a request',
                'verbose_name_plural': 'appointments of requests',
            },
        ),
        migrations.CreateModel(
            name='RequestDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('note', models.TextField(max_length=2000, verbose_name='what is delivered')),
                ('delivered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('returned_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='why it is sent back')),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='')),
                ('delivered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='services.request')),
                ('returned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='RequestMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='message')),
                ('from_staff', models.BooleanField(default=False)),
                ('token', models.CharField(blank=True, max_length=40)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='services.request')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RequestScope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('state', models.CharField(choices=[('open', 'to be answered'), ('accepted', 'accepted'), ('declined', 'to be changed'), ('replaced', 'replaced')], default='open', max_length=8, verbose_name='state')),
                ('what', models.TextField(max_length=4000, verbose_name='what will be done')),
                ('credits', models.DecimalField(decimal_places=2, default=0, max_digits=7, verbose_name='cost in credits')),
                ('mad', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='cost in MAD')),
                ('valid_until', models.DateField(verbose_name='valid until')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='done by')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, max_length=1000, verbose_name='what should change')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scopes', to='services.request')),
            ],
            options={
                'verbose_name': 'proposal',
                'verbose_name_plural': 'proposals',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='RequestStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200, verbose_name='step')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due day')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done on')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='')),
                ('scope', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='services.requestscope')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'ordering': ['position'],
            },
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(fields=['startup', '-created_at'], name='request_by_startup'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(fields=['state', 'triage_due_at'], name='request_by_state'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='request_number_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.UniqueConstraint(condition=models.Q(('token', ''), _negated=True), fields=('token',), name='page_begins_one_request'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number', ''), ('state', 'draft'), ('submitted_at__isnull', True)), models.Q(models.Q(('state', 'draft'), _negated=True), models.Q(('number', ''), _negated=True), ('submitted_at__isnull', False)), _connector='OR'), name='sent_request_has_time_and_number'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'on_hold'), models.Q(('paused_from', ''), _negated=True)), models.Q(models.Q(('state', 'on_hold'), _negated=True), ('paused_from', '')), _connector='OR'), name='paused_request_knows_where_it_was'),
        ),
        migrations.AddConstraint(
            model_name='prototypedetails',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('trl_before', None), ('trl_before__range', (1, 9)), _connector='OR'), models.Q(('trl_after', None), ('trl_after__range', (1, 9)), _connector='OR')), name='prototype_has_a_trl_of_the_scale'),
        ),
        migrations.AddConstraint(
            model_name='requestdelivery',
            constraint=models.UniqueConstraint(fields=('request', 'number'), name='delivery_number_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='requestdelivery',
            constraint=models.UniqueConstraint(condition=models.Q(('returned_at', None)), fields=('request',), name='request_has_one_standing_delivery'),
        ),
        migrations.AddConstraint(
            model_name='requestdelivery',
            constraint=models.CheckConstraint(condition=models.Q(('returned_at', None), models.Q(('accepted_at', None), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='delivery_is_accepted_or_returned_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='requestmessage',
            constraint=models.UniqueConstraint(condition=models.Q(('token', ''), _negated=True), fields=('request', 'token'), name='message_about_a_request_is_sent_once'),
        ),
        migrations.AddConstraint(
            model_name='requestscope',
            constraint=models.UniqueConstraint(fields=('request', 'number'), name='proposal_number_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='requestscope',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'accepted'])), fields=('request',), name='request_has_one_standing_proposal'),
        ),
        migrations.AddConstraint(
            model_name='requestscope',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('credits__gte', 0), ('mad__isnull', True)), models.Q(('credits', 0), ('mad__gt', 0)), _connector='OR'), name='proposal_costs_credits_or_dirhams'),
        ),
        migrations.AddConstraint(
            model_name='requestscope',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='accepted_proposal_has_its_time'),
        ),
        migrations.AddConstraint(
            model_name='requeststep',
            constraint=models.UniqueConstraint(fields=('scope', 'position'), name='step_has_its_own_position'),
        ),
    ]
