import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The installation remembers which region package it holds: a start with the same one need not read it. */
export class RegionHash1795501600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
alter table installation add column region_hash text;
`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
set local lock_timeout = '5s';
alter table installation drop column region_hash;
`)
  }
}
