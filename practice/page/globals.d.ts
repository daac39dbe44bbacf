import type * as AdaptiveCardsModule from 'adaptivecards'
import type MarkdownIt from 'markdown-it'

/** The two libraries that index.html loads as plain scripts. */
declare global {
  const AdaptiveCards: typeof AdaptiveCardsModule
  const markdownit: typeof MarkdownIt
}
