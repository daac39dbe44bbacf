import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

/** What practice keeps to itself between two starts. */
export interface Secrets {
  appPassword: string
  /** What signs Entra's tokens and the channel's. */
  keys: { entra: JWK; channel: JWK }
  certificate: { authority: string; key: string; certificate: string }
}

/** Reads the secrets of this directory, or makes them at the first start. */
export async function loadSecrets(directory: string): Promise<Secrets> {
  const path = join(directory, 'secrets.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'))
  const [entra, channel, certificate] = await Promise.all([newKey('entra-1'), newKey('channel-1'), newCertificate()])
  const secrets: Secrets = { appPassword: randomBytes(24).toString('base64url'), keys: { entra, channel }, certificate }
  writeFileSync(path, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

export async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' }
}

/** The half of a key that everybody may see. */
export function publicHalf(key: JWK): JWK {
  return { kty: 'RSA', use: 'sig', alg: 'RS256', kid: key.kid, n: key.n, e: key.e }
}

async function newCertificate(): Promise<Secrets['certificate']> {
  // Slow to load, and needed only at a directory's first start.
  const { generate } = await import('selfsigned')
  const life = { notBeforeDate: new Date(Date.now() - 24 * 3600_000), notAfterDate: new Date(Date.now() + 3650 * 24 * 3600_000) }
  const common = { keyType: 'ec', algorithm: 'sha256', ...life } as const
  // One process may trust several of these, and an issuer is looked up by its name.
  const name = `Practice tenant authority ${randomBytes(6).toString('hex')}`
  const authority = await generate([{ name: 'commonName', value: name }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    ],
  })
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  })
  return { authority: authority.cert, key: server.private, certificate: server.cert }
}
