import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreatePlatform1795500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create extension if not exists postgis;
create table installation (
  id int primary key default 1 check (id = 1),
  mode text not null check (mode in ('actual', 'exercise')),
  region_id text,
  name text,
  time_zone text not null default 'Asia/Jakarta',
  clock_anchor timestamptz,
  clock_anchored_at timestamptz not null default clock_timestamp(),
  clock_rate double precision not null default 1
);
create table timer (
  id bigint generated always as identity primary key,
  kind text not null,
  subject_id text not null,
  due_at timestamptz not null,
  done_at timestamptz,
  unique (kind, subject_id)
);
create index timer_due on timer (due_at) where done_at is null;
create table heartbeat (
  process text primary key,
  role text not null check (role in ('api', 'worker', 'replay')),
  started_at timestamptz not null,
  beat_at timestamptz not null default clock_timestamp(),
  detail jsonb not null default '{}'
);
create table replay_run (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  from_at timestamptz,
  until_at timestamptz,
  speed double precision,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'stopped')),
  waiting_for_decision boolean not null default false,
  cursor int not null default 0,
  started_by uuid,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  failure text,
  report jsonb
);
create unique index replay_run_one_at_a_time on replay_run ((true)) where state in ('waiting', 'running');
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table replay_run; drop table heartbeat; drop table timer; drop table installation;`)
  }
}
