import { describe, expect, it } from 'vitest';
import { arrangeFacts } from '#scripts/facts/arrange-facts.ts';
import type { Contract, ContractOperation, ContractSchema } from '#scripts/facts/contract.ts';

const text = { type: 'string', required: true };
const contract = (schema: ContractSchema, more: Partial<ContractOperation> = {}): Contract => ({
  operations: [
    {
      method: 'GET',
      path: '/jobs/{id}',
      operationId: 'fetchJob',
      tags: ['jobs'],
      security: [],
      parameters: [],
      requestBody: null,
      responses: { 200: { contentTypes: ['application/json'], schemaRef: 'Job' } },
      ...more,
    },
  ],
  schemas: { Job: schema, Base: { type: 'object', fields: { name: text, id: text } }, Unused: { type: 'string' } },
});
const shapeOf = (schema: ContractSchema) => arrangeFacts(contract(schema)).shapes['Job'];

describe('the facts of an API', () => {
  it('have the fields of a schema that is extended, and mark those that may be absent', () => {
    const fields = { id: { type: 'integer', required: true }, activity: { type: 'string', required: false } };
    expect(shapeOf({ extends: ['Base'], fields })).toEqual({ 'activity?': 'string', id: 'integer', name: 'string' });
  });

  it.each([
    [{ type: 'string', enum: ['active', 'idle'] }, 'active | idle'],
    [{ type: 'array', items: { ref: 'Base' } }, ['Base']],
    [{ type: 'object', additionalProperties: { type: 'string' } }, { '*': 'string' }],
    [{ type: 'object', additionalProperties: true }, 'object'],
    [{ type: 'string', format: 'date-time' }, 'date-time'],
    [{}, 'any'],
  ])('write the schema %j as %j', (schema, shape) => {
    expect(shapeOf(schema)).toEqual(shape);
  });

  it('say of an operation where it is, what it needs, takes and answers', () => {
    const facts = arrangeFacts(
      contract(
        { type: 'object' },
        {
          parameters: [
            { name: 'id', in: 'path', required: true },
            { name: 'page', in: 'query', required: false },
          ],
          requestBody: { contentTypes: ['text/plain'], schemaRef: null, schema: { 'text/plain': { type: 'string' } } },
          responses: { 204: { contentTypes: [], schemaRef: null } },
        },
      ),
    );
    expect(facts.operations['fetchJob']).toEqual({
      at: 'GET /jobs/{id}',
      tags: ['jobs'],
      security: [],
      needs: ['path id'],
      takes: { 'text/plain': 'string' },
      answers: { 204: {} },
    });
  });

  it('hold no schema that no operation leads to', () => {
    expect(Object.keys(arrangeFacts(contract({ fields: { base: { ref: 'Base', required: true } } })).shapes)).toEqual([
      'Base',
      'Job',
    ]);
  });

  it('are not made of a contract that names what it does not describe', () => {
    const broken = contract({ fields: { base: { ref: 'Gone', required: true } } });
    expect(() => arrangeFacts(broken)).toThrow('names Gone and does not say what it is');
  });
});
