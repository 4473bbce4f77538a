import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A person's decision on a stretch of readings lies over them; the readings and the rule's own verdict stay as they are. A severity
 * that a decision changed is a change of its own, also where the same crossing was noted before.
 */
export class QualityOverride1795501400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
alter table station add column other_quality jsonb not null default '{}';
alter table station add column neighbours jsonb not null default '[]';
create table quality_override (
  id bigint generated always as identity primary key,
  station_id text not null references station,
  parameter text not null check (parameter in ('water_level', 'rain', 'discharge', 'battery')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  quality text not null check (quality in ('good', 'suspect')),
  reason text not null check (length(trim(reason)) > 0),
  by_account uuid not null references app_user,
  by_name text not null,
  at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid references app_user,
  withdrawn_by_name text,
  withdrawn_reason text,
  check (from_at <= to_at),
  check (num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_by_name, withdrawn_reason) in (0, 4))
);
create index quality_override_stretch on quality_override (station_id, parameter, from_at);
create view judged_reading as
select r.id, r.station_id, r.parameter, r.observed_at, r.received_at, r.value, r.interval_minutes, r.reported_status, r.source, r.standing,
       r.payload_id, coalesce(o.quality, r.quality) as quality, case when o.id is null then r.quality_rule else 'override' end as quality_rule,
       r.quality_evidence, r.quality as own_quality, r.quality_rule as own_rule, o.id as override_id
  from reading r
  left join lateral (
    select o.id, o.quality from quality_override o
     where o.station_id = r.station_id and o.parameter = r.parameter and r.observed_at between o.from_at and o.to_at and o.withdrawn_at is null
     order by o.at desc, o.id desc limit 1) o on true;
alter table station_state add column reassess_from timestamptz;
alter table severity_change add column cause text not null default 'reading' check (cause in ('reading', 'decision'));
alter table severity_change drop constraint severity_change_station_id_observed_at_to_severity_key;
alter table severity_change add constraint severity_change_once unique (station_id, observed_at, to_severity, confirmed_at);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
delete from severity_change c where exists (select from severity_change o
  where o.station_id = c.station_id and o.observed_at = c.observed_at and o.to_severity = c.to_severity and o.id < c.id);
alter table severity_change drop constraint severity_change_once;
alter table severity_change add constraint severity_change_station_id_observed_at_to_severity_key unique (station_id, observed_at, to_severity);
alter table severity_change drop column cause;
alter table station_state drop column reassess_from;
drop view judged_reading;
drop table quality_override;
alter table station drop column neighbours, drop column other_quality;
`)
  }
}
