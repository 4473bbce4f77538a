import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Zones that rain sets off instead of a post, what is in force there, and what earthquakes are reckoned to do here. */
export class RainAndEarthquakeRisk1795501500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
alter table hazard_zone alter column station_id drop not null;
alter table hazard_zone add column site text;
alter table hazard_zone add column rain jsonb;
alter table hazard_zone add constraint hazard_zone_one_trigger check ((station_id is null) = (site is not null) and (site is null) = (rain is null));
alter table hazard_zone add constraint hazard_zone_site_once unique (site, severity);

create table hazard_setting (
  id int primary key default 1 check (id = 1),
  rain jsonb not null,
  landslide jsonb not null,
  earthquake jsonb not null
);

create table site_state (
  site text primary key,
  severity smallint not null check (severity between 0 and 3),
  since timestamptz,
  evidence_at timestamptz,
  memory jsonb not null,
  facts jsonb not null,
  degraded text[] not null default '{}',
  assessed_at timestamptz not null
);
create table site_change (
  id bigint generated always as identity primary key,
  site text not null,
  from_severity smallint not null,
  to_severity smallint not null,
  facts jsonb not null,
  confirmed_at timestamptz not null,
  confirmed_wall timestamptz not null default clock_timestamp()
);
create index site_change_site on site_change (site, id);

alter table warning add column site text;
alter table warning add constraint warning_one_trigger check (station_id is null or site is null);
create index warning_open_site on warning (site) where state <> 'ended';

create table earthquake_estimate (
  earthquake_id uuid primary key references earthquake on delete cascade,
  revision int not null,
  area_code text references area on delete set null,
  distance_km double precision not null,
  mmi double precision not null,
  extrapolated text[] not null default '{}',
  tsunami_near boolean not null,
  told_class smallint,
  told_tsunami boolean not null default false,
  told_at timestamptz,
  assessed_at timestamptz not null
);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
drop table earthquake_estimate;
drop index warning_open_site;
alter table warning drop constraint warning_one_trigger;
alter table warning drop column site;
drop table site_change;
drop table site_state;
drop table hazard_setting;
update area_risk r set zone_id = null from hazard_zone z where z.id = r.zone_id and z.site is not null;
delete from hazard_zone where site is not null;
alter table hazard_zone drop constraint hazard_zone_site_once;
alter table hazard_zone drop constraint hazard_zone_one_trigger;
alter table hazard_zone drop column rain;
alter table hazard_zone drop column site;
alter table hazard_zone alter column station_id set not null;
`)
  }
}
