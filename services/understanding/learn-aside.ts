/** The thread that learns: it says what it knows, and ends. */
import { parentPort } from 'node:worker_threads'
import { knowledge } from './understand.ts'

parentPort?.postMessage(knowledge())
