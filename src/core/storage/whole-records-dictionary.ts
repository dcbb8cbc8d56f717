/**
 * What records have in common, in the order in which they have it: the rare words, then the heads of requests as the bots make
 * them, then what most records are, one that waits and one that is finished. What stands in a row here is one reference in a
 * packed record. Never to be changed, see `record-dictionary.ts`.
 */
export const wholeRecordsDictionary = Buffer.from(
  [
    '"cancelRequestedAt":17,"retriedAs":"","retryOf":"","threadId":1,"deletedAt":17,"payer":"own-key","mask":{"stalledSince":17,"notBefore":17,',
    '"missingCount":1,"keyId":"","errorCode":"generation-timed-out","reportedMicroUsd":0,"revisedPrompt":"","toConfirm":{"microUsd":',
    '"ceilingMicroUsd":,"upscaledFrom":{"width":,"height":},"mediaType":"image/jpeg","mediaType":"image/webp","state":"canceled",',
    '"state":"failed","refusedBy":[""],"error":{"code":"provider-failed","provider":"","at":17},"code":"submission-unknown",',
    '"code":"provider-moderated","code":"provider-unavailable","changes":[{"field":"resolution","from":"2k","to":"1k","reason":"',
    'unsupported"}],"ratio":"16:9","ratio":"3:2","ratio":"2:3","ratio":"1:1","ratio":"9:16","ratio":"4:3","resolution":"4k",',
    '"resolution":"2k","quality":"high","quality":"low","quality":"medium","count":4,"count":2,"format":"jpeg","size":{"width":',
    '"holder":"","checkpoint":{"messageId":"","private":true,"state":"undeliverable","state":"posting","tries":0,"holder":"',
    '"parent":{"generationId":"","index":0},"pictureVersion":2,',
    '"state":"submitting","cost":{"capturedMicroUsd":0,"writtenOffMicroUsd":0}}],"images":[]}],"scopes":[{"state":"running",',
    '"state":"unknown","state":"late","state":"collecting","referenceUrls":[]},"results":[{"kind":"remote","url":"https://"}],',
    '"references":[{"sha256":"","mediaType":"image/png","width":1024,"height":1024,"byteLength":1},{"kind":"role","id":""',
    '"locale":"zh-CN","locale":"de","locale":"es","locale":"fr","locale":"ja","locale":"pt-BR","locale":"ru","name":"","roles":["',
    '{"id":"","version":1,"requestKey":"","createdAt":17,"requester":{"userId":"","chatId":"","locale":"en"},',
    '"target":{"platform":"","address":{"userId":""}},"request":{"prompt":"","version":1,"requestKey":"","createdAt":',
    '17,"requester":{"userId":"","chatId":"","locale":"en-US","name":"","roles":[""],"channelId":"",',
    '"ageRestricted":true},"target":{"platform":"","address":{"applicationId":"1","userId":"","channelId":"1","interaction":{',
    '"token":"aW50ZXJhY3Rpb246","expiresAt":17},"statusMessageId":"1","private":false,"botInChannel":true,"sizeLimit":10485760},',
    '"chat":""},"request":{"prompt":"",',
    '"state":"waiting","capturedImages":0,"capturedMicroUsd":0,"releasedImages":0,"releasedMicroUsd":0},"attempts":[],"images":[]}],',
    '"scopes":[{"kind":"user","delivery":{"state":"none","tries":0}}',
    '{"id":"","version":7,"requestKey":"","createdAt":17,"requester":{"userId":"","chatId":"","locale":"',
    'en","name":""},"target":{"platform":"","address":{"chatId":1,"isPrivate":true,"replyToId":1,',
    '"statusMessageId":1},"chat":""},"request":{"prompt":"a ","ratio":"auto","resolution":"1k","quality":"auto","count":1,"format":"',
    'png","background":"auto","private":false},"references":[],"pictureVersion":1,"parts":[{"index":0,"count":1,"state":"succeeded",',
    '"provider":"","applied":{"ratio":"auto","resolution":"1k","quality":"auto","format":"png","background":"auto"},',
    '"changes":[],"sequence":1,"refusedBy":[],"price":{"microUsdPerImage":13889,"assumed":false},"payment":{"reservedImages":1,',
    '"reservedMicroUsd":13889,"capturedImages":1,"capturedMicroUsd":13889,"releasedImages":0,"releasedMicroUsd":0},"attempts":[{"id":',
    '"","provider":"","owner":"","submittedAt":17,"deadlineAt":17,"state":"succeeded","cost":{"capturedMicroUsd":13889,',
    '"writtenOffMicroUsd":0},"task":{"id":"","baseUrl":"https://","referenceUrls":[]},"collectTries":0,"finishedAt":17}],"images":[{',
    '"sha256":"","mediaType":"image/png","width":1024,"height":1024,"byteLength":1,"pictureId":""}]}],"scopes":[{"kind":"user","id":',
    '"","period":"2026-11-"},{"kind":"chat","id":"","period":"2026-11-"},{"kind":"all","id":"all","period":"2026-',
    '11-"},{"kind":"user","id":"","period":"2026-11"},{"kind":"chat","id":"","period":"2026-11"},{"kind":"all",',
    '"id":"all","period":"2026-11"}],"delivery":{"state":"delivered","tries":1,"since":17,"receipt":{"messages":[{"key":"',
    '","pictures":[0]}]}},"startedAt":17,"finishedAt":17}',
  ].join(''),
);
