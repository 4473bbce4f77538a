import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateHazardZone1795500300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table hazard_zone (
  id text primary key,
  name text not null,
  hazard text not null check (hazard in ('flood', 'landslide', 'earthquake')),
  station_id text not null references station,
  severity smallint not null check (severity between 1 and 3),
  travel_minutes int not null check (travel_minutes >= 0),
  basis text not null,
  source text not null,
  geom geometry(MultiPolygon, 4326) not null,
  unique (hazard, station_id, severity)
);
create index hazard_zone_geom on hazard_zone using gist (geom);
create table hazard_zone_area (
  zone_id text not null references hazard_zone on delete cascade,
  area_code text not null references area,
  primary key (zone_id, area_code)
);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table hazard_zone_area; drop table hazard_zone;`)
  }
}
