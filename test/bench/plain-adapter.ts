/** botbuilder as its samples use it, with no part of the product: the peer that the benches compare with. */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import { ServiceClientCredentialsFactory } from 'botframework-connector'

const { env } = process

/** The library's own credentials know Microsoft's authority only; these ask the tenant's once and keep the token. */
class TenantCredentials extends ServiceClientCredentialsFactory {
  #token: Promise<string> | undefined
  override async isValidAppId(appId = '') {
    return appId === env.MicrosoftAppId
  }
  override async isAuthenticationDisabled() {
    return false
  }
  override async createCredentials() {
    const token = () => {
      this.#token ??= fetchToken()
      return this.#token
    }
    return {
      async signRequest<T extends { headers: { set(name: string, value: string): void } }>(request: T): Promise<T> {
        request.headers.set('authorization', `Bearer ${await token()}`)
        return request
      },
    }
  }
}

async function fetchToken(): Promise<string> {
  const response = await fetch(`${env.AUTHORITY_HOST}/${env.MicrosoftAppTenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: env.MicrosoftAppId ?? '',
      client_secret: env.MicrosoftAppPassword ?? '',
      scope: `${env.ToChannelFromBotOAuthScope}/.default`,
    }),
  })
  const { access_token } = (await response.json()) as { access_token: string }
  return access_token
}

export function plainAdapter(): CloudAdapter {
  const settings = Object.fromEntries(Object.entries(env).filter(([name]) => /^(MicrosoftApp|To|OAuthUrl|CallerId)/.test(name)))
  return new CloudAdapter(new ConfigurationBotFrameworkAuthentication(settings, new TenantCredentials()))
}
