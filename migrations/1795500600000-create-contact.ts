import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateContact1795500600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table contact (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  role text not null check (role in ('kades', 'rt', 'gate-keeper', 'officer', 'resident')),
  phone text not null unique check (phone ~ '^[+][1-9][0-9]{7,14}$'),
  channels text[] not null,
  language text not null default 'id',
  household_count int not null default 1 check (household_count >= 0),
  synthetic boolean not null default false,
  purpose text not null,
  legal_basis text not null,
  consent_at timestamptz,
  retain_until timestamptz not null,
  retired_at timestamptz,
  retired_reason text,
  on_exercise_list boolean not null default false,
  station_id text references station,
  source text not null
);
create table contact_area (
  contact_id uuid not null references contact on delete cascade,
  area_code text not null references area,
  rt int,
  rw int,
  primary key (contact_id, area_code)
);
create index contact_area_area on contact_area (area_code);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table contact_area; drop table contact;`)
  }
}
