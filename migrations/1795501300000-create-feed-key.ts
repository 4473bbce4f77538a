import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Keys of the systems that push to us. Of the secret only its hash is kept. `signing_key` is kept as it is: whoever verifies an HMAC must
 * hold its key. It is given only to phones that cannot send the secret, and whoever reads it can forge no more than what such a phone
 * may send. A row stays after revocation: readings name the key they came with.
 */
export class CreateFeedKey1795501300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
create table feed_key (
  id text primary key check (id ~ '^[a-z0-9]{10}$'),
  name text not null check (length(name) between 1 and 80),
  source text not null,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  signing_key text,
  station_ids text[] check (cardinality(station_ids) > 0),
  requests_per_minute int not null check (requests_per_minute > 0),
  tokens double precision not null check (tokens >= 0),
  refilled_at timestamptz not null default clock_timestamp(),
  created_at timestamptz not null default clock_timestamp(),
  created_by text not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'; drop table feed_key;`)
  }
}
