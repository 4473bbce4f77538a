import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateRisk1795500500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table station_state (
  station_id text primary key references station on delete cascade,
  severity smallint not null check (severity between 0 and 3),
  since timestamptz,
  evidence_at timestamptz,
  assessed_through timestamptz,
  latest_at timestamptz,
  latest_value double precision,
  memory jsonb not null default '{}',
  withheld text,
  degraded text[] not null default '{}',
  updated_at timestamptz not null
);
create table severity_change (
  id bigint generated always as identity primary key,
  station_id text not null references station on delete cascade,
  from_severity smallint not null,
  to_severity smallint not null,
  label text,
  observed_at timestamptz not null,
  observed_value double precision not null,
  confirmed_at timestamptz not null,
  confirmed_wall timestamptz not null default clock_timestamp(),
  unique (station_id, observed_at, to_severity)
);
create index severity_change_station on severity_change (station_id, confirmed_at);
create table area_risk (
  area_code text primary key references area on delete cascade,
  severity smallint not null check (severity between 0 and 3),
  station_id text references station,
  zone_id text references hazard_zone,
  expected_arrival_at timestamptz,
  reasons jsonb not null default '[]',
  degraded text[] not null default '{}',
  assessed_at timestamptz not null
);
create table risk_assessment (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  area_code text not null references area on delete cascade,
  severity smallint not null check (severity between 0 and 3),
  rule_part jsonb not null,
  model_part jsonb,
  reasons jsonb not null,
  degraded text[] not null default '{}'
);
create index risk_assessment_area on risk_assessment (area_code, at);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table risk_assessment; drop table area_risk; drop table severity_change; drop table station_state;`)
  }
}
