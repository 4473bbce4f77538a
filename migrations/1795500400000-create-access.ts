import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateAccess1795500400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table app_user (
  id uuid primary key default gen_random_uuid(),
  username text not null unique check (username = lower(username)),
  full_name text not null,
  role text not null check (role in ('operator', 'approver', 'admin', 'kades', 'viewer')),
  password_hash text not null,
  area_code text references area,
  demo boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  check (role <> 'kades' or area_code is not null)
);
create table session (
  token_hash bytea primary key,
  user_id uuid not null references app_user on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  address text not null,
  user_agent text not null default ''
);
create index session_by_user on session (user_id);
create table sign_in_attempt (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  username text not null,
  address text not null,
  succeeded boolean not null
);
create index sign_in_attempt_by_name on sign_in_attempt (username, at);
create index sign_in_attempt_by_address on sign_in_attempt (address, at);
create table audit (
  seq bigint primary key,
  at timestamptz not null,
  wall_at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null,
  previous_hash text not null,
  hash text not null unique
);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table audit; drop table sign_in_attempt; drop table session; drop table app_user;`)
  }
}
