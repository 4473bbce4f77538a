import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { Phone } from '#libs/contract'
import { post, refusalText } from '../../api'
import { usePhone, usePhones } from '../../queries'
import { lookup, messages } from '../../text'
import { clockTime } from '../../time'
import { roleWord, t as common } from '../../words'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)
const phoneWord = lookup(id, en)
const EXAMPLES = ['TERIMA', 'LAPOR BANJIR 80 CM RT 3 RW 4', 'BERHENTI']

export function Telepon() {
  const [filter, setFilter] = useState('')
  const [chosen, setChosen] = useState<Phone | null>(null)
  const { data: phones, error } = usePhones(useDeferredValue(filter.trim()))
  return (
    <div className={styles.room}>
      <div className={styles.left}>
        <div className="row spread">
          <h1>{t('title')}</h1>
          <input
            className={styles.filter}
            data-testid="phone-filter"
            type="search"
            placeholder={t('filter')}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </div>
        <p className="muted">{t('explain')}</p>
        {error ? (
          <p className="notice warn">
            {t('failed')} {refusalText(error)}
          </p>
        ) : null}
        {phones === undefined && !error ? <p>{common('loading')}</p> : null}
        {phones?.length === 0 ? <p className="muted">{t(filter === '' ? 'none' : 'none.filter')}</p> : null}
        <div className={styles.grid}>
          {phones?.map((phone) => (
            <button
              key={phone.number}
              data-testid="phone"
              className={phone.number === chosen?.number ? styles.chosen : styles.phone}
              onClick={() => setChosen(phone)}
            >
              <span className={styles.who}>
                <b>{phone.name ?? t('unknown')}</b>
                <small>{clockTime(phone.lastAt)}</small>
              </span>
              <small>
                {roleWord(phone.role)}
                {phone.village ? ` · ${phone.village}` : ''}
              </small>
              <span className={styles.bubble}>{phone.lastText}</span>
              {phone.lastReply ? (
                <span className={styles.answer}>{phone.lastReply}</span>
              ) : (
                <small className={styles.silent}>○ {t('silent')}</small>
              )}
            </button>
          ))}
        </div>
      </div>
      <aside className={styles.right}>
        {chosen ? <Conversation key={chosen.number} phone={chosen} close={() => setChosen(null)} /> : <p className="muted">{t('pick')}</p>}
      </aside>
    </div>
  )
}

/** The end of a conversation is shown whenever it grows. */
function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'end' })
}

function Conversation({ phone, close }: { phone: Phone; close: () => void }) {
  const client = useQueryClient()
  const [text, setText] = useState('')
  const { data: thread } = usePhone(phone.number)
  const reply = useMutation({
    mutationFn: () => post<unknown>(`/phones/${encodeURIComponent(phone.number)}/reply`, { text }),
    onSuccess: async () => {
      setText('')
      await Promise.all(['phone', 'phones'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    },
  })
  return (
    <div className={styles.device}>
      <div className={styles.bar}>
        <div>
          <b>{phone.name ?? t('unknown')}</b>
          <small>
            {phone.number} · {roleWord(phone.role)}
            {phone.village ? ` · ${phone.village}` : ''}
          </small>
        </div>
        <button className="quiet" onClick={close}>
          {t('close')}
        </button>
      </div>
      <div className={styles.thread}>
        {(thread ?? [])
          .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
          .map((message, i) => (
            <div key={`${message.at} ${i}`} className={message.direction === 'received' ? styles.received : styles.sent}>
              {message.text}
              <small>
                {clockTime(message.at)} · {phoneWord(`status.${message.status}`, message.status)}
              </small>
            </div>
          ))}
        <div key={thread?.length} ref={intoView} />
      </div>
      <form
        className={styles.reply}
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') reply.mutate()
        }}
      >
        <div className="row">
          {EXAMPLES.map((example) => (
            <button key={example} type="button" className={styles.example} onClick={() => setText(example)}>
              {example}
            </button>
          ))}
        </div>
        <input
          data-testid="phone-reply"
          aria-label={t('reply')}
          placeholder={t('reply')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {reply.isError ? <p className="notice">{refusalText(reply.error)}</p> : null}
        <button className="primary" data-testid="phone-send" disabled={reply.isPending || text.trim() === ''}>
          {t('send')}
        </button>
      </form>
    </div>
  )
}
