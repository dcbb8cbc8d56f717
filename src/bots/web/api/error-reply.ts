import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import { acceptedLocale } from './accepted-locale.ts';
import { httpMessages } from './http-messages.ts';
// prettier-ignore
import {
  HttpProblem, type HttpProblemCode, RefusedRequest, statusOfError, statusOfProblem, statusOfRefusal,
} from './http-problem.ts';
import { errorSentence, refusalSentence } from './sentences.ts';

/** The body of every error answer. */
export interface ErrorBody {
  readonly error: {
    readonly code: string;
    /** One sentence for people, in the language of Accept-Language. */
    readonly message: string;
    /** When it is possible again (Unix ms). */
    readonly retryAt?: number;
  };
}

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly retryAt?: number | undefined;
}

/** Turns whatever a route threw into a status and a sentence; what nobody expected is logged with its stack. */
export function createErrorHandler({ logger, now }: { logger: Logger; now: () => number }) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const answer = answerTo(
      error,
      request.language ?? acceptedLocale(request.headers['accept-language']),
      now,
    );
    if (answer.status === 500) {
      const { method, routeOptions } = request;
      logger.error({ err: error, method, route: routeOptions.url }, 'HTTP request failed');
    }
    return sendAnswer(reply, answer, now());
  };
}

function answerTo(error: unknown, locale: string, now: () => number): Answer {
  if (error instanceof HttpProblem) return answerToProblem(error, locale);
  if (error instanceof RefusedRequest) {
    const { refusal } = error;
    return {
      status: statusOfRefusal(refusal),
      code: refusal.code,
      message: refusalSentence(refusal, locale, now),
      retryAt: refusal.retryAt ?? refusal.limit?.retryAt,
    };
  }
  if (error instanceof AppError) {
    const { code } = error;
    return { status: statusOfError(code), code, message: errorSentence(code, locale) };
  }
  const known = problemOfFramework(error);
  if (known) return answerToProblem(known, locale);
  return { status: 500, code: 'internal', message: errorSentence('internal', locale) };
}

function answerToProblem({ code, retryAt }: HttpProblem, locale: string): Answer {
  const message = httpMessages.translator(locale).say(`http.${code}`);
  return { status: statusOfProblem(code), code, message, retryAt };
}

function sendAnswer(
  reply: FastifyReply,
  { status, code, message, retryAt }: Answer,
  now: number,
): FastifyReply {
  if (retryAt !== undefined) reply.header('retry-after', Math.max(1, Math.ceil((retryAt - now) / 1000)));
  const body: ErrorBody = { error: { code, message, ...(retryAt === undefined ? {} : { retryAt }) } };
  return reply.code(status).header('cache-control', 'no-store').send(body);
}

/** The framework's own refusals, by the status they carry. */
function problemOfFramework(error: unknown): HttpProblem | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = codeOfStatus((error as Partial<FastifyError>).statusCode);
  return code && new HttpProblem(code, { cause: error });
}

function codeOfStatus(status: number | undefined): HttpProblemCode | undefined {
  if (status === undefined || status < 400 || status >= 500) return undefined;
  switch (status) {
    case 404:
      return 'route-not-found';
    case 406:
    case 415:
      return 'unsupported-media-type';
    case 408:
      return 'too-slow';
    case 413:
      return 'too-large';
    default:
      return 'malformed';
  }
}
