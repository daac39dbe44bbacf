import type { Migration } from 'kysely/migration'
import * as initial from './001-initial.ts'
import * as rollout from './002-rollout.ts'
import * as engine from './003-engine.ts'
import * as waves from './004-waves.ts'
import * as approval from './005-approval.ts'
import * as api from './006-api.ts'
import * as employee from './007-employee.ts'
import * as outside from './008-outside.ts'
import * as rolloutChat from './009-rollout-chat.ts'
import * as questions from './010-questions.ts'
import * as silence from './011-silence.ts'
import * as tokens from './012-tokens.ts'
import * as keyOrders from './013-key-orders.ts'
import * as ownData from './014-own-data.ts'
import * as thanks from './015-thanks.ts'
import * as urgentReport from './016-urgent-report.ts'
import * as boardIndex from './017-board-index.ts'
import * as keySilence from './018-key-silence.ts'
import * as said from './019-said.ts'

export const migrations: Record<string, Migration> = {
  '001-initial': initial,
  '002-rollout': rollout,
  '003-engine': engine,
  '004-waves': waves,
  '005-approval': approval,
  '006-api': api,
  '007-employee': employee,
  '008-outside': outside,
  '009-rollout-chat': rolloutChat,
  '010-questions': questions,
  '011-silence': silence,
  '012-tokens': tokens,
  '013-key-orders': keyOrders,
  '014-own-data': ownData,
  '015-thanks': thanks,
  '016-urgent-report': urgentReport,
  '017-board-index': boardIndex,
  '018-key-silence': keySilence,
  '019-said': said,
}
