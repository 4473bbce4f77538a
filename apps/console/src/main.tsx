import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import './base.css'
import { Refused } from './api'
import { App } from './shell/app'
import { language } from './text'

const REFETCH_MS = 15_000

const client = new QueryClient({
  defaultOptions: {
    queries: {
      refetchInterval: REFETCH_MS,
      staleTime: 2000,
      retry: (failures, error) => failures < 2 && !(error instanceof Refused && error.problem.status >= 400 && error.problem.status < 500),
    },
  },
})

document.documentElement.lang = language
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <BrowserRouter>
        <App />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
)
