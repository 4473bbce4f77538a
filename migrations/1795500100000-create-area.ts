import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateArea1795500100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table area (
  code text primary key check (code ~ '^[0-9]{2}([.][0-9]{2}([.][0-9]{2}([.][0-9]{4})?)?)?$'),
  name text not null,
  level text not null check (level in ('province', 'regency', 'district', 'village')),
  parent_code text,
  households int check (households >= 0),
  geom geometry(MultiPolygon, 4326),
  source text not null
);
create index area_geom on area using gist (geom);
create index area_parent on area (parent_code);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table area;`)
  }
}
