import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateWarning1795500700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table message_template (
  id text not null,
  version int not null,
  hazard text not null,
  kind text not null check (kind in ('new', 'raise', 'lower', 'all-clear', 'expiry')),
  severity smallint not null check (severity between 0 and 3),
  language text not null,
  body text not null,
  primary key (id, version)
);
create table warning (
  id uuid primary key default gen_random_uuid(),
  replay_key text not null unique,
  kind text not null check (kind in ('new', 'raise', 'lower', 'all-clear', 'expiry')),
  state text not null check (state in ('draft', 'submitted', 'approved', 'sending', 'active', 'ended')),
  revision int not null default 1,
  replaces_id uuid references warning,
  chain_id uuid not null,
  hazard text not null,
  severity smallint not null check (severity between 0 and 3),
  station_id text references station,
  trigger jsonb not null,
  why jsonb not null,
  text text not null,
  template_id text not null,
  template_version int not null,
  exercise boolean not null,
  expires_at timestamptz not null,
  signal_at timestamptz not null,
  drafted_at timestamptz not null,
  submitted_at timestamptz,
  submitted_by uuid references app_user,
  approved_at timestamptz,
  approved_by uuid references app_user,
  planned_at timestamptz,
  first_attempt_at timestamptz,
  active_at timestamptz,
  ended_at timestamptz,
  end_reason text check (end_reason in ('expired', 'cancelled', 'all-clear', 'declined', 'superseded')),
  decision_reason text,
  decided_by uuid references app_user,
  recipients int,
  signal_wall timestamptz not null,
  drafted_wall timestamptz not null default clock_timestamp(),
  approved_wall timestamptz,
  first_attempt_wall timestamptz,
  last_attempt_wall timestamptz,
  check ((state = 'ended') = (end_reason is not null)),
  check (submitted_by is null or approved_by is null or submitted_by <> approved_by)
);
create index warning_open on warning (station_id) where state <> 'ended';
create table warning_area (
  warning_id uuid not null references warning on delete cascade,
  area_code text not null references area,
  withheld text,
  expected_arrival_at timestamptz,
  primary key (warning_id, area_code)
);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table warning_area; drop table warning; drop table message_template;`)
  }
}
