import { describe, expect, it } from 'vitest';
import { isRouteHandler, routerMadeBy, routes, routesOf } from '../../src/python/routes.ts';
import { find, parse } from './parse.ts';

/** `flask GET,POST /x handler` for each route of the text. */
function listed(text: string): string[] {
  return routes(parse(text).tree).map(({ framework, methods, path, handler }) =>
    [framework ?? 'unknown', methods?.join(',') ?? 'any', path ?? '?', handler.name.text].join(' '),
  );
}

describe('decorated functions', () => {
  it.each([
    ['flask GET /x f', 'from flask import Flask\nsite = Flask(__name__)\n@site.route("/x")\ndef f(): pass'],
    ['flask POST,PUT /x f', 'import flask\nb = flask.Blueprint("b", __name__)\n@b.route("/x", methods=["post", "PUT"])\ndef f(): pass'],
    ['flask any /x f', 'import flask\nb = flask.Blueprint("b", __name__)\n@b.route("/x", methods=METHODS)\ndef f(): pass'],
    ['flask GET /x f', 'from flask import request\n@admin_bp2.get(rule="/x")\nasync def f(): pass'],
    ['fastapi DELETE /p/{id} f', 'from fastapi import APIRouter\nr = APIRouter()\nP = "/p"\n@r.delete(P + "/{id}")\nasync def f(id): pass'],
    ['fastapi GET,POST /x f', 'from fastapi import FastAPI\na = FastAPI()\n@a.api_route("/x", methods=("GET", "POST"))\ndef f(): pass'],
    ['fastapi WEBSOCKET /x f', 'from .main import app\nfrom fastapi import WebSocket\n@app.websocket("/x")\nasync def f(ws): pass'],
    ['fastapi GET ? f', 'from fastapi import FastAPI\na = FastAPI()\n@a.get(settings.path)\ndef f(): pass'],
    ['fastapi GET /x f', 'import fastapi\nclass R(fastapi.APIRouter): pass\nr = R()\n@r.get("/x")\ndef f(): pass'],
    ['unknown POST /x f', 'from x import router\n@router.post("/x")\ndef f(): pass'],
    ['flask GET /x f', 'import flask\ndef create(app):\n  @app.route("/x")\n  def f(): pass'],
    ['flask GET /x f', 'import flask\nclass S:\n  def __init__(self):\n    @self.app.route("/x")\n    def f(): pass'],
    ['django GET /x f', 'from ninja import Router\nr = Router()\n@r.get("/x")\ndef f(request): pass'],
    ['django PUT,POST /x f', 'from ninja import Router\nr = Router()\n@r.api_operation(["PUT", "POST"], "/x")\ndef f(request): pass'],
  ])('%s', (route, text) => {
    expect(listed(text)).toEqual([route]);
  });

  it.each([
    ['a mock', 'import mock\n@mock.patch("a.b")\ndef f(): pass'],
    ['a property', 'class A:\n  @x.setter\n  def f(self): pass'],
    ['another name', 'from flask import Flask\n@cache.get("x")\ndef f(): pass'],
    ['no call', 'import flask\n@app.get\ndef f(): pass'],
    ['another method', 'import flask\n@app.errorhandler(404)\ndef f(): pass'],
    ['nothing', 'def get(): pass'],
  ])('no route for %s', (_, text) => {
    expect(listed(text)).toEqual([]);
  });

  it('counts the decorators from the top, and lists all routes of a function', () => {
    const module = parse('import flask\n@login\n# comment\n@app.route("/a")\n@app.post("/b")\n@cache()\ndef f(): pass\n');
    const found = routesOf(find(module, 'function_definition'));
    expect(found.map(({ position, path, methods, router }) => [position, path, methods, router?.text])).toEqual([
      [1, '/a', ['GET'], 'app'],
      [2, '/b', ['POST'], 'app'],
    ]);
  });
});

describe('registered functions', () => {
  it.each([
    ['django any x/<int:pk> f', 'from django.urls import path\ndef f(request, pk): pass\nurlpatterns = [path("x/<int:pk>", f, name="f")]'],
    [
      'django any ^x$ f',
      'from django.conf.urls import url\ndef f(request): pass\nurlpatterns = [url(r"^x$", login_required(csrf_exempt(f)))]',
    ],
    [
      'flask POST /x f',
      'from flask import Flask\ndef f(): pass\napp = Flask(__name__)\napp.add_url_rule("/x", "f", view_func=f, methods=["POST"])',
    ],
    ['fastapi GET /x f', 'from fastapi import APIRouter\nasync def f(): pass\nr = APIRouter()\nr.add_api_route("/x", f)'],
    ['fastapi GET /x f', 'from starlette.routing import Route\nasync def f(request): pass\nroutes = [Route("/x", f)]'],
  ])('%s', (route, text) => {
    expect(listed(text)).toEqual([route]);
  });

  it('takes no other path() for a route', () => {
    expect(listed('from os import path\ndef f(): pass\npath("x", f)')).toEqual([]);
    expect(listed('from django.urls import path\ndef f(): pass\npath("x", g)\nf()')).toEqual([]);
  });

  it('joins @api_view with its path', () => {
    const view = 'from rest_framework.decorators import api_view\n@api_view(["POST"])\ndef f(request): pass\n';
    expect(listed(`${view}from django.urls import path\nu = [path("x", f)]`)).toEqual(['django POST x f']);
    expect(listed('from rest_framework.decorators import api_view\n@api_view()\ndef f(request): pass')).toEqual(['django GET ? f']);
  });
});

describe('class-based views', () => {
  it.each([
    [
      ['django GET ? get', 'django POST ? post'],
      'from django.views import View\nclass V(View):\n  def get(self, r): pass\n  async def post(self, r): pass\n  def helper(self): pass',
    ],
    [['django GET x get'], 'from django.urls import path\nclass V(Base):\n  def get(self, r): pass\nu = [path("x", V.as_view())]'],
    [
      ['django GET ? get'],
      'from rest_framework.views import APIView\nclass B(APIView): pass\nclass V(Mixin, B):\n  def get(self, r): pass',
    ],
    [
      ['django POST ? create'],
      'from rest_framework import viewsets\nclass V(viewsets.ModelViewSet):\n' +
        '  def create(self, r): pass\n  def perform_create(self, s): pass',
    ],
    [
      ['django POST ? run'],
      'from rest_framework import viewsets\nfrom rest_framework.decorators import action\nclass V(viewsets.ViewSet):\n' +
        '  @action(detail=True, methods=["post"])\n  def run(self, r): pass',
    ],
    [
      ['flask PUT /x put'],
      'from flask_restx import Namespace, Resource\nns = Namespace("a")\n@ns.route("/x")\nclass R(Resource):\n  def put(self): pass',
    ],
    [
      ['flask GET /x get'],
      'from flask.views import MethodView\nclass V(MethodView):\n  def get(self): pass\napp.add_url_rule("/x", view_func=V.as_view("v"))',
    ],
    [['flask GET /x get'], 'from flask_restful import Resource\nclass V(Resource):\n  def get(self): pass\napi.add_resource(V, "/x")'],
    [['fastapi GET ? get'], 'from starlette.endpoints import HTTPEndpoint\nclass V(HTTPEndpoint):\n  async def get(self, request): pass'],
  ])('%j', (expected, text) => {
    expect(listed(text)).toEqual(expected);
  });

  it('leaves methods of other classes alone', () => {
    expect(listed('class Cache(dict):\n  def get(self, key): pass')).toEqual([]);
    expect(isRouteHandler(find(parse('class Client:\n  def post(self): pass'), 'function_definition'))).toBe(false);
  });
});

it('knows what makes a router', () => {
  expect(routerMadeBy(find(parse('from fastapi import APIRouter as R\nR(prefix="/x")'), 'call'))).toBe('fastapi');
  expect(routerMadeBy(find(parse('Flask()'), 'call'))).toBeNull();
});
