import type { DocumentedError, StandInReply } from '../shared/misbehaviour.ts';
import { invalid } from './image-parameters.ts';
import type { ParameterProblem } from './image-parameters.ts';

export function envelope(problem: ParameterProblem): StandInReply {
  return { status: problem.status, body: { error: envelopeError(problem) } };
}

/** The `error` object of an envelope or an error event. */
export function envelopeError({ message, type, param, code }: ParameterProblem): Record<string, unknown> {
  return { message, type, ...(param === undefined ? {} : { param }), code };
}

/** The documented errors in the words of this family of gateways. */
export const DOCUMENTED_ERRORS: Record<DocumentedError, ParameterProblem> = {
  badKey: {
    status: 401,
    message: 'Incorrect API key provided.',
    type: 'invalid_request_error',
    param: null,
    code: 'invalid_api_key',
  },
  noBalance: {
    status: 402,
    message: 'Your balance is too low.',
    type: 'insufficient_quota',
    param: null,
    code: 'insufficient_quota',
  },
  forbidden: {
    status: 403,
    message: 'Your organization must be verified to use this model.',
    type: 'invalid_request_error',
    param: null,
    code: null,
  },
  moderation: {
    status: 400,
    message: 'Your request was rejected by the safety system. safety_violations=[violence].',
    type: 'image_generation_user_error',
    param: '',
    code: 'moderation_blocked',
  },
  rateLimited: {
    status: 429,
    message: 'Rate limit reached for images.',
    type: 'rate_limit_error',
    param: null,
    code: 'rate_limit_exceeded',
  },
  badParameter: invalid("Invalid value: 'x'.", 'size', 'invalid_value'),
  serverError: {
    status: 500,
    message: 'The server had an error while processing your request.',
    type: 'server_error',
    param: null,
    code: null,
  },
  noSuchTask: {
    status: 404,
    message: 'The model does not exist or you do not have access to it.',
    type: 'invalid_request_error',
    param: 'model',
    code: 'model_not_found',
  },
};
