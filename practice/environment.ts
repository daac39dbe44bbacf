import { bot, groups, helpdeskTeam, mailbox, organisation, teamsApp, tenantId } from './company/constants.ts'
import { channelIssuer } from './tokens.ts'
import type { World } from './world.ts'

/** The settings with which a bot talks to this tenant: all of botbuilder's channel settings, Entra, Graph and the company's ids. */
export function environmentFor(world: World): Record<string, string> {
  const { secure } = world.urls
  return {
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: bot.appId,
    MicrosoftAppPassword: world.secrets.appPassword,
    MicrosoftAppTenantId: tenantId,
    AUTHORITY_HOST: secure,
    GRAPH_BASE_URL: `${secure}/graph`,
    SERVICE_URLS: `${secure}/connector/`,
    ToChannelFromBotLoginUrl: `${secure}/${tenantId}`,
    ToChannelFromBotOAuthScope: channelIssuer,
    ToBotFromChannelTokenIssuer: channelIssuer,
    OAuthUrl: `${secure}/botframework/oauth`,
    ToBotFromChannelOpenIdMetadataUrl: `${secure}/botframework/v1/.well-known/openidconfiguration`,
    ToBotFromEmulatorOpenIdMetadataUrl: `${secure}/${tenantId}/v2.0/.well-known/openid-configuration`,
    CallerId: 'urn:botframework:azure',
    ADMIN_GROUP_ID: groups.admins.id,
    HELPDESK_GROUP_ID: groups.helpdesk.id,
    BREAK_GLASS_GROUP_ID: groups.breakGlass.id,
    SERVICE_ACCOUNTS_GROUP_ID: groups.serviceAccounts.id,
    EXTENSION_GROUP_ID: groups.moreTime.id,
    ON_LEAVE_GROUP_ID: groups.onLeave.id,
    HELPDESK_TEAM_ID: helpdeskTeam.teamId,
    HELPDESK_CHANNEL_ID: helpdeskTeam.channelId,
    TEAMS_APP_ID: teamsApp.manifestId,
    ORGANISATION_NAME: organisation,
    HELPDESK_PHONE: '+31 10 555 0199',
    HELPDESK_PLACE: 'the desk beside the main entrance, ground floor',
    MAIL_SENDER: mailbox,
    INTRANET_URL: 'https://intranet.havenlicht.example/sign-in',
    GIVES_SECURITY_KEYS: 'true',
    DEFAULT_LANGUAGE: 'en',
    DEFAULT_TIME_ZONE: 'Europe/Amsterdam',
  }
}
