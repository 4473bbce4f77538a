import { type NewAccount, saveAccount } from '#libs/access'
import { sql } from '#libs/platform'
import { withDatabase } from '../prepare-database'

const DEMO: readonly Omit<NewAccount, 'password'>[] = [
  { username: 'operator', fullName: 'Operator Pusdalops (demo)', role: 'operator', demo: true },
  { username: 'penyetuju', fullName: 'Penyetuju BPBD (demo)', role: 'approver', demo: true },
  { username: 'admin', fullName: 'Admin (demo)', role: 'admin', demo: true },
  { username: 'pengamat', fullName: 'Pengamat (demo)', role: 'viewer', demo: true },
]

/** The accounts of a demonstration, made once, all with the password of this installation. */
export async function seedDemoAccounts(url: string, password: string): Promise<readonly { username: string; role: string }[]> {
  await withDatabase(url, async (db) => {
    for (const account of DEMO) {
      const known = await sql(db, `select 1 from app_user where username = $1`, [account.username])
      if (known.length === 0) await saveAccount(db, { ...account, password })
    }
  })
  return DEMO
}
