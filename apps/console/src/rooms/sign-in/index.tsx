import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post, refusalText } from '../../api'
import { messages } from '../../text'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)

export function SignIn() {
  const client = useQueryClient()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => post<unknown>('/session', { username, password }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['me'] }),
  })
  return (
    <div className={styles.screen}>
      <form
        className={styles.card}
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate()
        }}
      >
        <img src="/kentongan.svg" alt="" width={64} height={64} />
        <div>
          <h1>{t('title')}</h1>
          <p className="muted">{t('subtitle')}</p>
        </div>
        <label>
          {t('username')}
          <input
            data-testid="username"
            autoComplete="username"
            autoFocus
            required
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        </label>
        <label>
          {t('password')}
          <input
            data-testid="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        {signIn.isError ? (
          <p className="notice" role="alert">
            {refusalText(signIn.error)}
          </p>
        ) : null}
        <button className="primary" data-testid="sign-in" disabled={signIn.isPending}>
          {t('sign-in')}
        </button>
      </form>
    </div>
  )
}
