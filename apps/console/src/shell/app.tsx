import { Route, Routes } from 'react-router'
import { refusalText } from '../api'
import { useMe } from '../queries'
import { Keputusan } from '../rooms/keputusan'
import { KeputusanDraft } from '../rooms/keputusan/draft'
import { Kiriman } from '../rooms/kiriman'
import { KirimanBoard } from '../rooms/kiriman/board'
import { Laporan } from '../rooms/laporan'
import { Peta } from '../rooms/peta'
import { Pos } from '../rooms/pos'
import { ReplayRoom } from '../rooms/replay'
import { SignIn } from '../rooms/sign-in'
import { Sumber } from '../rooms/sumber'
import { SumberSource } from '../rooms/sumber/source'
import { Telepon } from '../rooms/telepon'
import { t } from '../words'
import { Shell } from './shell'

export function App() {
  const me = useMe()
  if (me.isPending) return <p className="page">{t('loading')}</p>
  if (me.isError && me.data === undefined)
    return (
      <div className="page">
        <p className="notice">{refusalText(me.error)}</p>
        <div>
          <button onClick={() => void me.refetch()}>{t('retry')}</button>
        </div>
      </div>
    )
  if (!me.data) return <SignIn />
  return (
    <Shell me={me.data}>
      <Routes>
        <Route path="/" element={<Peta />} />
        <Route path="/pos/:id" element={<Pos me={me.data} />} />
        <Route path="/keputusan" element={<Keputusan />} />
        <Route path="/keputusan/:id" element={<KeputusanDraft me={me.data} />} />
        <Route path="/kiriman" element={<Kiriman />} />
        <Route path="/kiriman/:id" element={<KirimanBoard />} />
        <Route path="/telepon" element={<Telepon />} />
        <Route path="/laporan" element={<Laporan />} />
        <Route path="/sumber" element={<Sumber />} />
        <Route path="/sumber/:source" element={<SumberSource me={me.data} />} />
        <Route path="/replay" element={<ReplayRoom me={me.data} />} />
        <Route path="*" element={<Peta />} />
      </Routes>
    </Shell>
  )
}
