/** Duties of an account. Authorship and approval are two people, whatever their roles. */
export const ROLES = ['operator', 'approver', 'admin', 'kades', 'viewer'] as const
export type Role = (typeof ROLES)[number]

export type Permission = 'see' | 'draft' | 'decide' | 'see-numbers' | 'run-replay' | 'manage-users'

/** What each role may do; everything not named here is refused. */
export const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ['see'],
  kades: [],
  operator: ['see', 'draft', 'see-numbers', 'run-replay'],
  approver: ['see', 'draft', 'decide', 'see-numbers', 'run-replay'],
  admin: ['see', 'see-numbers', 'run-replay', 'manage-users'],
}

export const mayDo = (role: Role, permission: Permission): boolean => PERMISSIONS[role].includes(permission)
