import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What other authorities say: alerts, earthquakes, forecasts. Theirs, never re-issued as our own. */
export class CreateBulletin1795501100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table bulletin (
  id uuid primary key default gen_random_uuid(),
  source text not null,
  identifier text not null,
  sender text not null,
  sent_at timestamptz not null,
  status text not null,
  msg_type text not null,
  refs jsonb not null default '[]',
  event text not null,
  severity text,
  urgency text,
  certainty text,
  effective_at timestamptz,
  onset_at timestamptz,
  expires_at timestamptz,
  state text not null check (state in ('not-yet-effective', 'in-effect', 'expired', 'cancelled', 'superseded')),
  geom geometry(MultiPolygon, 4326),
  cap_version text not null,
  violations jsonb not null default '[]',
  payload_id bigint references raw_payload,
  received_at timestamptz not null,
  unique (source, sender, identifier)
);
create index bulletin_open on bulletin (state) where state in ('not-yet-effective', 'in-effect');
create index bulletin_geom on bulletin using gist (geom);
create table bulletin_text (
  bulletin_id uuid not null references bulletin on delete cascade,
  language text not null,
  event text not null,
  headline text,
  description text,
  instruction text,
  primary key (bulletin_id, language)
);
create table bulletin_area (
  bulletin_id uuid not null references bulletin on delete cascade,
  area_code text not null references area on delete cascade,
  primary key (bulletin_id, area_code)
);
create index bulletin_area_code on bulletin_area (area_code);
create table earthquake (
  id uuid primary key default gen_random_uuid(),
  source text not null,
  occurred_at timestamptz not null,
  location geometry(Point, 4326) not null,
  depth_km double precision,
  magnitude double precision not null,
  place text not null,
  felt jsonb not null default '[]',
  tsunami text not null check (tsunami in ('possible', 'none', 'unknown')),
  potential text,
  shakemap text,
  revision int not null default 1,
  payload_id bigint references raw_payload,
  first_received_at timestamptz not null,
  updated_at timestamptz not null
);
create index earthquake_time on earthquake (occurred_at);
create table earthquake_revision (
  earthquake_id uuid not null references earthquake on delete cascade,
  revision int not null,
  said jsonb not null,
  at timestamptz not null,
  primary key (earthquake_id, revision)
);
create table forecast_step (
  area_code text not null references area on delete cascade,
  valid_from timestamptz not null,
  analysis_at timestamptz not null,
  step_hours int not null check (step_hours > 0),
  rain double precision,
  temperature double precision,
  humidity double precision,
  cloud_cover double precision,
  wind_speed double precision,
  wind_degrees double precision,
  visibility double precision,
  weather_code int,
  weather text,
  payload_id bigint references raw_payload,
  primary key (area_code, valid_from, analysis_at)
);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table forecast_step; drop table earthquake_revision; drop table earthquake; drop table bulletin_area; drop table bulletin_text; drop table bulletin;`,
    )
  }
}
