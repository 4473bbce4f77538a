import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { describeWithQueue } from '../services'
import { Installation } from '../simulators/installation'

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
jest.setTimeout(240_000)

const describeInBrowser = existsSync(CHROMIUM)
  ? describeWithQueue
  : (name: string, suite: () => void): void => describe.skip(`${name} (left out: Chromium is not installed)`, suite)

describeInBrowser('officers at their console', () => {
  let installation: Installation
  let browser: Browser
  let dataDir: string
  let password: string

  beforeAll(async () => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'kentongan-browser-'))
    chmodSync(dataDir, 0o755)
    installation = await Installation.start(dataDir)
    password = /kata sandi ([\w-]+)/.exec(installation.said)?.[1] ?? ''
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  })

  afterAll(async () => {
    await browser?.close()
    await installation?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  async function signIn(username: string, typed: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await page.goto(installation.url)
    await page.getByTestId('username').fill(username)
    await page.getByTestId('password').fill(typed)
    await page.getByTestId('sign-in').click()
    return page
  }

  it('refuses a wrong password in words', async () => {
    const page = await signIn('operator', 'not the password')
    await page.getByText(/salah/i).first().waitFor()
    expect(await page.getByTestId('drill-banner').count()).toBe(0)
    await page.context().close()
  })

  it('go from a past flood to acknowledged messages: two people, no reload', async () => {
    const operator = await signIn('operator', password)
    expect(await operator.getByTestId('drill-banner').textContent()).toContain('LATIHAN')
    await operator.getByTestId('nav-replay').click()
    await operator.getByTestId('replay-speed').selectOption('max')
    await operator.getByTestId('replay-start').click()
    await operator.getByTestId('confirm-replay').click()
    await operator.getByTestId('nav-keputusan').click()
    await operator.getByTestId('decision-item').first().click()
    await operator.getByTestId('submit-warning').click()

    const approver = await signIn('penyetuju', password)
    await approver.getByTestId('nav-keputusan').click()
    await approver.getByTestId('decision-item').first().click()
    await approver.getByTestId('approve-warning').click()
    await approver.getByTestId('confirm-approve').click()
    await approver.getByTestId('nav-kiriman').click()
    const acknowledged = approver.getByTestId('board-acknowledged').first()
    if ((await acknowledged.count()) === 0) await approver.locator('a[href*="kiriman/"]').first().click()
    await acknowledged.waitFor()
    const count = async (): Promise<number> => Number((await acknowledged.textContent())?.replaceAll(/\D/g, '') ?? 0)
    for (let waited = 0; (await count()) === 0 && waited < 60; waited += 1) await approver.waitForTimeout(1_000)
    expect(await count()).toBeGreaterThan(0)
  })
})
