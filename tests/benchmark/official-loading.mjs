// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Nameplate authors
//
// official-loading.mjs FOLDER PORT PAGES PARALLEL: calls ListModels through the
// official client installed in FOLDER, page 1 to PAGES, PARALLEL at once, keeps
// every model, and prints the seconds it took and those of the processor.
import { createRequire } from 'node:module';

const [folder, port, pages, parallel] = process.argv.slice(2);
const require = createRequire(`${folder}/package.json`);
const { default: Client, $OpenApiUtil, OpenApiUtil } = require('@alicloud/openapi-core');
const $dara = require('@darabonba/typescript');

const client = new Client(new $OpenApiUtil.Config({
  accessKeyId: 'LTAI5tBenchKeyId',
  accessKeySecret: 'BenchKeySecretBenchKeySecret',
  endpoint: `127.0.0.1:${port}`,
  protocol: 'http',
}));
const params = new $OpenApiUtil.Params({
  action: 'ListModels',
  version: '2021-02-04',
  protocol: 'HTTP',
  pathname: '/api/v1/models',
  method: 'GET',
  authType: 'AK',
  style: 'ROA',
  reqBodyType: 'json',
  bodyType: 'json',
});

// What the generated client for this service adds: every answer is cast to its
// classes, with names and types of the API's documentation.
function defineModel(fields) {
  const key = (name) => name[0].toLowerCase() + name.slice(1);
  const names = Object.fromEntries(Object.keys(fields).map((name) => [key(name), name]));
  const types = Object.fromEntries(Object.entries(fields).map(([name, type]) => [key(name), type]));
  return class extends $dara.Model {
    static names() {
      return names;
    }
    static types() {
      return types;
    }
  };
}

function strings(...names) {
  return Object.fromEntries(names.map((name) => [name, 'string']));
}

const anyObject = { type: 'map', keyType: 'string', valueType: 'any' };
const Label = defineModel(strings('Key', 'Value'));
const labels = { type: 'array', itemType: Label };
const Version = defineModel({
  ...strings('ApprovalStatus', 'FormatType', 'FrameworkType', 'GmtCreateTime', 'GmtModifiedTime', 'Options', 'OwnerId',
    'SourceId', 'SourceType', 'Uri', 'UserId', 'VersionDescription', 'VersionName'),
  ExtraInfo: anyObject,
  Labels: labels,
  Metrics: anyObject,
});
const Model = defineModel({
  ...strings('Accessibility', 'Domain', 'GmtCreateTime', 'GmtLatestVersionModifiedTime', 'GmtModifiedTime',
    'ModelDescription', 'ModelDoc', 'ModelId', 'ModelName', 'ModelType', 'Origin', 'OwnerId', 'Provider', 'Task',
    'UserId', 'WorkspaceId'),
  ExtraInfo: anyObject,
  Labels: labels,
  LatestVersion: Version,
  OrderNumber: 'number',
  ParameterSize: 'number',
  Tags: labels,
});
const Body = defineModel({ Models: { type: 'array', itemType: Model }, RequestId: 'string', TotalCount: 'number' });
class Answer extends $dara.Model {
  static names() {
    return { headers: 'headers', statusCode: 'statusCode', body: 'body' };
  }
  static types() {
    return { headers: { type: 'map', keyType: 'string', valueType: 'string' }, statusCode: 'number', body: Body };
  }
}

let next = 1;
let last = 0;
let models = [];

async function work() {
  while (next <= last) {
    const query = { PageNumber: next++, PageSize: 50, WorkspaceId: '234565' };
    const request = new $OpenApiUtil.OpenApiRequest({ headers: {}, query: OpenApiUtil.query(query) });
    const answer = $dara.cast(await client.callApi(params, request, new $dara.RuntimeOptions({})), new Answer({}));
    models.push(...answer.body.models);
  }
}

async function load(count) {
  next = 1;
  last = count;
  models = [];
  await Promise.all(Array.from({ length: Number(parallel) }, work));
  if (models.length !== count * 50 || models[0].modelType !== 'Checkpoint') throw new Error('not the models');
}

await load(20);
const begin = process.hrtime.bigint();
const cpu = process.cpuUsage();
await load(Number(pages));
const used = process.cpuUsage(cpu);
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
process.stdout.write(`${seconds} ${(used.user + used.system) / 1e6}`);
process.exit(0);
