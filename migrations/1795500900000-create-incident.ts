import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateIncident1795500900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table incident_report (
  id uuid primary key default gen_random_uuid(),
  inbound_id bigint unique references inbound_message on delete set null,
  contact_id uuid references contact,
  area_code text references area,
  type text not null check (type in ('flood', 'landslide', 'fire', 'tree', 'other')),
  depth_cm int check (depth_cm between 0 and 2000),
  rt int,
  rw int,
  text text not null,
  state text not null default 'received' check (state in ('received', 'verified', 'handled', 'false')),
  reported_at timestamptz not null,
  received_at timestamptz not null
);
create index incident_report_area on incident_report (area_code, reported_at);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table incident_report;`)
  }
}
