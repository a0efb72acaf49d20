import { describe, expect, it } from 'vitest';
import { isRequestData, sentParameters } from '../../src/python/request-data.ts';
import { find, parse, valueIn } from './parse.ts';

describe('isRequestData', () => {
  it.each([
    [true, 'from flask import request\nx = request.args.get("a")'],
    [true, 'from flask import request as r\nx = r.get_json()["a"][0]'],
    [true, 'from flask import request\ndef f():\n  data = request.json or None\n  x = request.json.strip()'],
    [true, 'from flask import request\ndef f():\n  data = request.get_json()\n  x = data["a"]'],
    [true, 'import flask\n@app.get("/<name>")\ndef f(name):\n  x = name'],
    [true, 'from fastapi import Request\nasync def f(req: Request):\n  x = await req.json()'],
    [true, 'from fastapi import APIRouter\nr = APIRouter()\n@r.post("/")\ndef f(body: Body, db=1):\n  x = body.name'],
    [true, 'from django.http import HttpResponse\ndef view(request):\n  x = request.GET["a"]'],
    [true, 'from django.views import View\nclass V(View):\n  def get(self, request, pk):\n    x = self.request.POST.get("a")'],
    [false, 'from flask import request\nx = request.method'],
    [false, 'def f(request):\n  x = request.args'],
    [false, 'def f(name):\n  x = name'],
    [false, 'from fastapi import APIRouter, Depends\nr = APIRouter()\n@r.get("/")\ndef f(db=Depends(get)):\n  x = db.query()'],
    [false, 'x = request.args'],
    [false, 'x = [1]'],
  ])('%s for %j', (expected, text) => {
    expect(isRequestData(valueIn(text))).toBe(expected);
  });
});

it('sentParameters leaves out requests, dependencies and what FastAPI injects', () => {
  const text = `from typing import Annotated
from fastapi import APIRouter, BackgroundTasks, Depends, Query, Request, Response
r = APIRouter()
@r.get("/{id}")
async def f(id: int, q: Annotated[str, Query()], request: Request, response: Response, tasks: BackgroundTasks,
            user: Annotated[User, Depends(get_user)], db: Session = Depends(get_db), *, page: int = 1): pass
`;
  expect(sentParameters(find(parse(text), 'function_definition')).map(({ name }) => name)).toEqual(['id', 'q', 'page']);
  expect(sentParameters(find(parse('def f(a): pass'), 'function_definition'))).toEqual([]);
});
