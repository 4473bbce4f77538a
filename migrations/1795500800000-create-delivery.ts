import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateDelivery1795500800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table message (
  id uuid primary key default gen_random_uuid(),
  purpose text not null check (purpose in ('warning', 'duty-notice', 'reply')),
  warning_id uuid references warning on delete cascade,
  text text not null,
  exercise boolean not null,
  expires_at timestamptz,
  created_at timestamptz not null,
  check ((purpose = 'warning') <= (warning_id is not null))
);
create unique index message_one_per_warning on message (warning_id) where purpose = 'warning';
create table delivery (
  id bigint generated always as identity primary key,
  message_id uuid not null references message on delete cascade,
  contact_id uuid references contact,
  phone text,
  area_code text,
  channel text not null,
  attempt smallint not null default 1 check (attempt >= 1),
  priority smallint not null,
  state text not null default 'planned' check (state in
    ('planned', 'attempting', 'accepted', 'delivered', 'refused', 'failed', 'not-sent', 'unknown', 'superseded', 'expired')),
  due_at timestamptz not null,
  attempted_at timestamptz,
  attempted_wall timestamptz,
  settled_at timestamptz,
  settled_wall timestamptz,
  receipt_at timestamptz,
  provider_ref text,
  failure text,
  check ((contact_id is null) <> (phone is null)),
  unique nulls not distinct (message_id, contact_id, phone, channel, attempt)
);
create index delivery_planned on delivery (message_id, priority, id) where state = 'planned';
create index delivery_planned_due on delivery (due_at) where state = 'planned';
create index delivery_open on delivery (attempted_wall) where state in ('attempting', 'unknown');
create index delivery_provider_ref on delivery (channel, provider_ref) where provider_ref is not null;
create index delivery_contact on delivery (contact_id, attempted_at);
create table inbound_message (
  id bigint generated always as identity primary key,
  channel text not null,
  provider_ref text not null,
  phone text not null,
  text text not null,
  received_at timestamptz not null,
  recorded_wall timestamptz not null default clock_timestamp(),
  kind text not null default 'new' check (kind in ('new', 'acknowledgement', 'report', 'unreadable')),
  contact_id uuid references contact,
  warning_id uuid references warning on delete set null,
  handled_at timestamptz,
  unique (channel, provider_ref)
);
create index inbound_unhandled on inbound_message (id) where handled_at is null;
create table acknowledgement (
  warning_id uuid not null references warning on delete cascade,
  contact_id uuid not null references contact on delete cascade,
  area_code text,
  at timestamptz not null,
  via text not null,
  inbound_id bigint references inbound_message on delete set null,
  primary key (warning_id, contact_id)
);
create table provider_health (
  channel text primary key,
  accepted bigint not null default 0,
  failed bigint not null default 0,
  unknown bigint not null default 0,
  last_accepted_wall timestamptz,
  last_failure_wall timestamptz,
  last_failure text
);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table provider_health; drop table acknowledgement; drop table inbound_message; drop table delivery; drop table message;`,
    )
  }
}
