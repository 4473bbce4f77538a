import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Radio sensors and where they stand; the totals of rain counters, from which rain is the difference. */
export class CreateDevice1795501200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table device (
  dev_eui text primary key check (dev_eui ~ '^[0-9a-f]{16}$'),
  station_id text not null references station,
  model text not null,
  datum double precision,
  rain_mm_per_tip double precision check (rain_mm_per_tip > 0),
  valid_from timestamptz not null,
  source text not null,
  last_seen_at timestamptz,
  battery double precision check (battery between 0 and 100)
) with (fillfactor = 70);
create index device_station on device (station_id);

create table device_total (
  dev_eui text not null references device on delete cascade,
  observed_at timestamptz not null,
  total double precision not null check (total >= 0),
  primary key (dev_eui, observed_at)
);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
drop table device_total;
drop table device;
`)
  }
}
