import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Me } from '#libs/contract'
import { refusalText, remove } from '../api'
import { chooseLanguage, language, lookup, messages } from '../text'
import styles from './shell.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)
const shellWord = lookup(id, en)

/** Who is signed in. On a phone it is shown on request (`open`); elsewhere it always stands at the foot. */
export function Account({ me, open }: { me: Me; open: boolean }) {
  const client = useQueryClient()
  const signOut = useMutation({
    mutationFn: () => remove<unknown>('/session'),
    onSuccess: () => {
      client.clear()
      window.location.assign('/')
    },
  })
  return (
    <div className={styles.foot} data-open={open}>
      <div>{me.fullName}</div>
      <small>{shellWord(`role.${me.role}`)}</small>
      {signOut.isError ? (
        <p className="bad" role="alert" data-testid="sign-out-failed">
          {t('sign-out.failed', { why: refusalText(signOut.error) })}
        </p>
      ) : null}
      <button className="quiet" data-testid="sign-out" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('sign-out')}
      </button>
      <button className={styles.language} onClick={() => chooseLanguage(language === 'id' ? 'en' : 'id')}>
        {t('language')}
      </button>
    </div>
  )
}
