import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateStation1795500200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table station (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  common_name text not null,
  river text not null,
  regime text not null check (regime in ('river', 'tide', 'tide-driven')),
  location geometry(Point, 4326) not null,
  display_unit text not null check (display_unit in ('cm', 'm')),
  datum_note text not null,
  position int not null,
  quality jsonb not null,
  hysteresis jsonb not null,
  source text not null
);
create table ladder_step (
  station_id text not null references station,
  valid_from timestamptz not null,
  severity smallint not null check (severity between 1 and 3),
  label text not null,
  from_level double precision not null,
  source text not null,
  primary key (station_id, valid_from, severity)
);
create table station_alias (
  source text not null,
  name text not null,
  station_id text not null references station,
  primary key (source, name)
);
create table raw_payload (
  id bigint generated always as identity primary key,
  source text not null,
  sha256 bytea not null,
  content bytea not null,
  byte_length int not null,
  received_at timestamptz not null,
  unique (source, sha256, received_at)
);
create table reading (
  id bigint generated always as identity primary key,
  station_id text not null references station,
  parameter text not null check (parameter in ('water_level', 'rain', 'discharge')),
  observed_at timestamptz not null,
  received_at timestamptz not null,
  value double precision not null,
  quality text not null check (quality in ('good', 'suspect')),
  quality_rule text,
  quality_evidence jsonb,
  reported_status text,
  payload_id bigint references raw_payload,
  unique (station_id, parameter, observed_at),
  check ((quality = 'good') = (quality_rule is null))
);
create table feed_reject (
  id bigint generated always as identity primary key,
  payload_id bigint references raw_payload,
  source text not null,
  item text not null,
  field text,
  reason text not null,
  received_at timestamptz not null
);
create table feed_source (
  source text primary key,
  last_payload_at timestamptz,
  last_stored_at timestamptz,
  received bigint not null default 0,
  stored bigint not null default 0,
  duplicates bigint not null default 0,
  suspect bigint not null default 0,
  rejected bigint not null default 0
);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table feed_source; drop table feed_reject; drop table reading; drop table raw_payload; drop table station_alias; drop table ladder_step; drop table station;`,
    )
  }
}
