import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Each payload is kept once, however often it comes; every arrival is a receipt. A reading names its source and its standing. */
export class ArchivePayloadOnce1795501000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table payload_receipt (
  id bigint generated always as identity primary key,
  source text not null,
  payload_id bigint references raw_payload,
  received_at timestamptz not null,
  outcome text not null check (outcome in ('taken', 'unchanged', 'unusable', 'failed')),
  origin text,
  detail text,
  check ((payload_id is null) = (outcome = 'failed'))
);
create index payload_receipt_source on payload_receipt (source, received_at desc);
create index payload_receipt_payload on payload_receipt (payload_id);

insert into payload_receipt (source, payload_id, received_at, outcome)
select p.source, (select min(f.id) from raw_payload f where f.source = p.source and f.sha256 = p.sha256), p.received_at, 'taken'
  from raw_payload p order by p.id;
update reading r set payload_id = f.id from raw_payload p,
  lateral (select min(o.id) as id from raw_payload o where o.source = p.source and o.sha256 = p.sha256) f
 where p.id = r.payload_id and f.id <> p.id;
update feed_reject r set payload_id = f.id from raw_payload p,
  lateral (select min(o.id) as id from raw_payload o where o.source = p.source and o.sha256 = p.sha256) f
 where p.id = r.payload_id and f.id <> p.id;
delete from raw_payload p where exists (select from raw_payload o where o.source = p.source and o.sha256 = p.sha256 and o.id < p.id);
alter table raw_payload drop constraint raw_payload_source_sha256_received_at_key;
alter table raw_payload add unique (source, sha256);
alter table raw_payload rename column received_at to first_received_at;
alter table raw_payload alter column content drop not null;
alter table raw_payload add column purged_at timestamptz;
alter table raw_payload add check ((content is null) = (purged_at is not null));

alter table reading add column source text;
update reading r set source = coalesce((select p.source from raw_payload p where p.id = r.payload_id), 'unknown');
alter table reading alter column source set not null;
alter table reading add column standing text not null default 'primary' check (standing in ('primary', 'secondary'));
alter table reading add column interval_minutes int check (interval_minutes > 0);
alter table reading drop constraint reading_parameter_check;
alter table reading add constraint reading_parameter_check check (parameter in ('water_level', 'rain', 'discharge', 'battery'));
alter table reading drop constraint reading_station_id_parameter_observed_at_key;
alter table reading add constraint reading_once unique (station_id, parameter, observed_at, source);
create index reading_payload on reading (payload_id);

create index feed_reject_source on feed_reject (source, received_at desc);

create table feed_config (
  source text primary key,
  position int not null,
  every_minutes int not null check (every_minutes > 0),
  precedence int not null,
  cover_minutes int not null check (cover_minutes >= 0),
  options jsonb not null default '{}'
);
alter table feed_source add column state text not null default 'waiting' check (state in ('ok', 'late', 'stale', 'dead', 'waiting'));
alter table feed_source add column detail text;
alter table feed_source add column state_since timestamptz;
alter table feed_source add column watched_since timestamptz;
alter table feed_source add column paged_state text;
alter table feed_source add column last_good_at timestamptz;
alter table feed_source add column last_observed_at timestamptz;
alter table feed_source add column next_fetch_at timestamptz;
alter table feed_source add column claimed_until timestamptz;
alter table feed_source add column consecutive_failures int not null default 0;
create table feed_request (
  source text not null,
  url text not null,
  etag text,
  last_modified text,
  fetched_at timestamptz,
  primary key (source, url)
);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
drop table feed_request;
alter table feed_source drop column state, drop column detail, drop column state_since, drop column watched_since, drop column paged_state, drop column last_good_at,
  drop column last_observed_at, drop column next_fetch_at, drop column claimed_until, drop column consecutive_failures;
drop table feed_config;
drop index feed_reject_source;
drop index reading_payload;
delete from reading r where r.parameter = 'battery' or exists
  (select from reading o where o.station_id = r.station_id and o.parameter = r.parameter and o.observed_at = r.observed_at and o.id < r.id);
alter table reading drop constraint reading_once;
alter table reading add constraint reading_station_id_parameter_observed_at_key unique (station_id, parameter, observed_at);
alter table reading drop constraint reading_parameter_check;
alter table reading add constraint reading_parameter_check check (parameter in ('water_level', 'rain', 'discharge'));
alter table reading drop column interval_minutes, drop column standing, drop column source;
update raw_payload set content = '' where content is null;
alter table raw_payload drop column purged_at;
alter table raw_payload alter column content set not null;
alter table raw_payload rename column first_received_at to received_at;
alter table raw_payload drop constraint raw_payload_source_sha256_key;
alter table raw_payload add constraint raw_payload_source_sha256_received_at_key unique (source, sha256, received_at);
drop table payload_receipt;
`)
  }
}
