/** A plain botbuilder echo on restify, as in the library's samples. Says its port; ends when its standard input closes. */
import restify from 'restify'
import { plainAdapter } from './plain-adapter.ts'

const adapter = plainAdapter()
const server = restify.createServer()
server.use(restify.plugins.bodyParser())
server.post('/api/messages', async (request, response) => {
  await adapter.process(request, response, async context => {
    await context.sendActivity(`You said: ${context.activity.text}`)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(typeof address === 'object' && address ? address.port : 0)
})
process.stdin.on('end', () => process.exit()).resume()
