import { Agent as HttpAgent, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';

/**
 * A keep-alive agent whose sockets always have a listener for errors. Node takes its own off when an answer came before
 * the upload had ended, a moment before the agent puts another on; a connection that the server closes in that moment
 * (as it does after a 413) would end the whole process. Seen with Node 20.20 and node-fetch 2.
 */
export function calmAgent(url: string): HttpAgent {
  return url.startsWith('https:')
    ? new CalmHttpsAgent({ keepAlive: true })
    : new CalmHttpAgent({ keepAlive: true });
}

type Connected = (error: Error | null, stream: Duplex) => void;
type Connection = Duplex | null | undefined;

class CalmHttpAgent extends HttpAgent {
  override createConnection(options: ClientRequestArgs, connected?: Connected): Connection {
    return calmed(super.createConnection(options, connected));
  }
}

class CalmHttpsAgent extends HttpsAgent {
  override createConnection(options: RequestOptions, connected?: Connected): Connection {
    return calmed(super.createConnection(options, connected));
  }
}

function calmed(socket: Connection): Connection {
  // Whoever uses the socket hears of the error by its own listener.
  return socket?.on('error', () => undefined);
}
