/**
 * What records have in common, so that they pack small: the words of a failed, a running and a finished one, the most frequent
 * last. Never to be changed, because what was packed with it can only be read with it: a better one gets a number of its
 * own in `generation-record.ts`.
 */
export const recordDictionary = Buffer.from(
  [
    '"cancelRequestedAt":1,"retriedAs":"","retryOf":"","mask":{"stalledSince":1,"notBefore":1,"missingCount":0,',
    '"errorCode":"generation-timed-out","reportedMicroUsd":0,"upscaledFrom":{"width":,"height":},"mediaType":"image/jpeg",',
    '"image/webp","results":[{"kind":"url","url":"https://"}],"revisedPrompt":"","state":"canceled","state":"failed",',
    '"error":{"code":"provider-failed","provider":"","at":1},"code":"submission-unknown","code":"provider-moderated",',
    '"refusedBy":["",""],"changes":[{"field":"resolution","from":"2k","to":"1k","reason":"unsupported"}],"ratio":"16:9",',
    '"ratio":"3:2","ratio":"2:3","ratio":"1:1","ratio":"9:16","ratio":"4:3","quality":"high","quality":"low",',
    '"quality":"medium","count":4,"count":2,"size":{"width":1024,"height":1024},"resolution":"4k","resolution":"2k",',
    '"format":"jpeg","holder":"","checkpoint":{"messageId":"","chatId":"","private":true,"state":"undeliverable"},',
    '"parent":{"generationId":"","index":0},"pictureVersion":2,"state":"waiting","state":"submitting","state":"running",',
    '"state":"unknown","state":"late","state":"collecting","attempts":[],"images":[]}],"delivery":{"state":"none",',
    '{"id":"","version":7,"requestKey":"","createdAt":17,"requester":{"userId":"","chatId":"","locale":"zh-CN","locale":"en",',
    '"name":"","roles":[]},"target":{"platform":"","address":{"channelId":"","messageId":"","private":false}},"request":{',
    '"prompt":"","ratio":"auto","resolution":"1k","quality":"auto","count":1,"format":"png","background":"auto",',
    '"private":false,"provider":""},"references":[],"pictureVersion":1,"parts":[{"index":0,"count":1,"state":"succeeded",',
    '"provider":"","applied":{"ratio":"auto","resolution":"1k","quality":"auto","format":"png","background":"auto"},',
    '"changes":[],"sequence":1,"refusedBy":[],"price":{"microUsdPerImage":13889,"assumed":true},"assumed":false},"payment":{',
    '"reservedImages":1,"reservedMicroUsd":13889,"capturedImages":1,"capturedMicroUsd":13889,"releasedImages":0,',
    '"releasedMicroUsd":0},"capturedImages":0,"capturedMicroUsd":0,"releasedImages":0,"releasedMicroUsd":0},"attempts":[{',
    '"id":"","provider":"","owner":"","submittedAt":17,"deadlineAt":17,"state":"succeeded","cost":{"capturedMicroUsd":13889,',
    '"writtenOffMicroUsd":0},"task":{"id":"","baseUrl":"https://","referenceUrls":[]},"collectTries":0,"finishedAt":17}],',
    '"images":[{"sha256":"","mediaType":"image/png","width":1024,"height":1024,"byteLength":,"pictureId":""}]}],"scopes":[{',
    '"kind":"user","id":"","period":"2026-"},{"kind":"chat","id":"","period":"2026-"},{"kind":"all","id":"all",',
    '"period":"2026-"},{"kind":"user","id":"","period":"2026-"}],"delivery":{"state":"pending","tries":0},"delivery":{"state":',
    '"posting","delivery":{"state":"delivered","tries":1,"since":17,"receipt":{"messages":[{"key":"","pictures":[0]}]}},',
    '"startedAt":17,"finishedAt":17}',
  ].join(''),
);
