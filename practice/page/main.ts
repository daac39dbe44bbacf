import type { ChatMessage, Company } from '../chat-api.ts'
import { api } from './api.ts'
import { byId, fill, h } from './dom.ts'
import { logo } from './icons.ts'
import { parseRoute, personLink } from './route.ts'
import { openSession, type Session } from './session.ts'
import { isNarrow, settings } from './settings.ts'
import { drawStart } from './start.ts'
import { announce, clearToasts, preview, showToast } from './toast.ts'
import { mountWindow } from './window.ts'
import { words } from './words.ts'

const root = byId('app')
const retryMs = 2000
let session: Session | null = null
let unmount = () => {}

function leave(): void {
  unmount()
  unmount = () => {}
  session?.close()
  session = null
  clearToasts()
}

function go(company: Company): void {
  const { personId, conversationId } = parseRoute(location.hash)
  const person = company.people.find(one => one.id === personId)
  if (!person) {
    leave()
    document.title = `${words().frame.practice} · ${company.organisation}`
    drawStart(root, company, personId ? words().trouble.unknownPerson : null)
    return
  }
  if (session?.me.id !== person.id) {
    leave()
    session = begin(company, person)
  }
  session.open(conversationId)
  openFirstChat(session)
}

function begin(company: Company, me: Company['people'][number]): Session {
  const opened = openSession(company, me, message => arrived(opened, message))
  unmount = mountWindow(root, opened)
  opened.store.watch(['chats'], () => {
    openFirstChat(opened)
    const unread = (opened.store.get().chats ?? []).reduce((sum, chat) => sum + chat.unread, 0)
    document.title = `${unread ? `(${unread}) ` : ''}${me.name} · ${company.organisation}`
  })
  return opened
}

/** On a wide screen there is always a chat open; on a phone the list comes first. */
function openFirstChat(of: Session): void {
  const { chats, openId } = of.store.get()
  const first = chats?.[0]
  if (openId || !first || isNarrow() || of !== session) return
  history.replaceState(null, '', personLink(of.me.id, first.conversationId))
  of.open(first.conversationId)
}

function arrived(at: Session, message: ChatMessage): void {
  announce(`${message.from.name}: ${preview(message)}`)
  const isOpen = at.store.get().openId === message.conversationId && document.visibilityState === 'visible'
  if (message.alert && !isOpen) showToast(message, personLink(at.me.id, message.conversationId))
}

function redraw(company: Company): void {
  if (session) {
    unmount()
    unmount = mountWindow(root, session)
  } else go(company)
}

async function boot(): Promise<void> {
  const result = await api.company()
  if (!result.ok) {
    fill(root, h('div', { class: 'away', role: 'alert' }, logo(64), h('p', {}, words().trouble.offline)))
    window.setTimeout(() => void boot(), retryMs)
    return
  }
  const company = result.value
  let { language } = settings.get()
  window.addEventListener('hashchange', () => go(company))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && session?.seen())
  go(company)
  settings.watch(['language'], () => {
    if (language === settings.get().language) return
    language = settings.get().language
    redraw(company)
  })
}

void boot()
