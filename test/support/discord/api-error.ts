import type { JsonObject } from './model.ts';

/** An answer of the API that is not a success: HTTP status and Discord's JSON body. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: number;
  readonly errors: JsonObject | undefined;

  constructor(status: number, code: number, message: string, errors?: JsonObject) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** The body as Discord writes it. */
  toBody(): JsonObject {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) };
  }
}

export const unauthorized = (): ApiError => new ApiError(401, 0, '401: Unauthorized');
export const notFound = (): ApiError => new ApiError(404, 0, '404: Not Found');
export const methodNotAllowed = (): ApiError => new ApiError(405, 0, '405: Method Not Allowed');
export const unknownChannel = (): ApiError => new ApiError(404, 10003, 'Unknown Channel');
export const unknownGuild = (): ApiError => new ApiError(404, 10004, 'Unknown Guild');
export const unknownMessage = (): ApiError => new ApiError(404, 10008, 'Unknown Message');
export const unknownUser = (): ApiError => new ApiError(404, 10013, 'Unknown User');
export const unknownWebhook = (): ApiError => new ApiError(404, 10015, 'Unknown Webhook');
export const unknownInteraction = (): ApiError => new ApiError(404, 10062, 'Unknown interaction');
export const unknownCommand = (): ApiError => new ApiError(404, 10063, 'Unknown application command');
export const dailyCommandLimit = (): ApiError =>
  new ApiError(429, 30034, 'Max number of daily application command creates has been reached (200)');
export const requestTooLarge = (): ApiError => new ApiError(413, 40005, 'Request entity too large');
export const alreadyAcknowledged = (): ApiError =>
  new ApiError(400, 40060, 'Interaction has already been acknowledged.');
export const tooManyFollowups = (): ApiError =>
  new ApiError(400, 40094, 'This interaction has hit the maximum number of follow up messages');
export const missingAccess = (): ApiError => new ApiError(403, 50001, 'Missing Access');
export const foreignMessage = (): ApiError =>
  new ApiError(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = (): ApiError => new ApiError(400, 50006, 'Cannot send an empty message');
export const cannotDm = (): ApiError => new ApiError(403, 50007, 'Cannot send messages to this user');
export const missingPermissions = (): ApiError => new ApiError(403, 50013, 'Missing Permissions');
export const invalidWebhookToken = (): ApiError => new ApiError(401, 50027, 'Invalid Webhook Token');
export const invalidApiVersion = (): ApiError => new ApiError(400, 50041, 'Invalid API version provided');
export const invalidJson = (): ApiError =>
  new ApiError(400, 50109, 'The request body contains invalid JSON.');
export const noMutualServer = (): ApiError =>
  new ApiError(403, 50278, 'Cannot send messages to this user due to having no mutual guilds');
export const replyNeedsHistory = (): ApiError =>
  new ApiError(400, 160002, 'Cannot reply without permission to read message history');
