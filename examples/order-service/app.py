"""Orders of customers, from SQLite. v1 asks the database once an order and once an item; v2 asks once."""

import os
import sqlite3
import threading
from contextlib import contextmanager

import pyroscope
from fastapi import FastAPI
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from pyroscope.otel import PyroscopeSpanProcessor

SERVICE = "order-service"
VERSION = os.environ.get("VERSION", "v1")
REGION = os.environ.get("REGION", "eu-north")
CUSTOMERS, ORDERS_EACH, ITEMS_EACH = 20, 60, 5

pyroscope.configure(
    application_name=SERVICE,
    server_address=os.environ.get("PYROSCOPE_URL", "http://localhost:4040"),
    tags={"version": VERSION, "region": REGION},
)

provider = TracerProvider(resource=Resource.create({"service.name": SERVICE, "service.version": VERSION}))
# Marks the span a request begins with, and the samples that are taken in it.
provider.add_span_processor(PyroscopeSpanProcessor())
if os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(provider)
tracer = trace.get_tracer(SERVICE)

app = FastAPI()
local = threading.local()
SHOP = "file:shop?mode=memory&cache=shared"


def database() -> sqlite3.Connection:
    """A connection for each thread, to the one database in memory."""
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(SHOP, uri=True)
        local.connection.execute("PRAGMA read_uncommitted = true")
    return local.connection


def fill(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.executescript(
        """
        CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER);
        CREATE TABLE items (id INTEGER PRIMARY KEY, order_id INTEGER, product_id INTEGER, count INTEGER);
        CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, cents INTEGER);
        CREATE INDEX orders_of ON orders (customer);
        CREATE INDEX items_of ON items (order_id);
        """
    )
    connection.executemany("INSERT INTO products VALUES (?, ?, ?)", ((n, f"product {n}", 100 + n) for n in range(100)))
    orders = CUSTOMERS * ORDERS_EACH
    connection.executemany("INSERT INTO orders VALUES (?, ?)", ((n, n % CUSTOMERS) for n in range(orders)))
    connection.executemany(
        "INSERT INTO items VALUES (?, ?, ?, ?)",
        ((n, n // ITEMS_EACH, n % 100, 1 + n % 3) for n in range(orders * ITEMS_EACH)),
    )
    connection.commit()
    return connection


# The database is there for as long as one connection is open.
keeper = fill(sqlite3.connect(SHOP, uri=True, check_same_thread=False))


def fetch_one_by_one(customer: int) -> list[dict]:
    """The N+1: a query for the orders, one more for each of them, and one for each item."""
    rows = database().execute("SELECT id FROM orders WHERE customer = ?", (customer,)).fetchall()
    return [{"id": order, "cents": sum(fetch_item(item) for item in fetch_items(order))} for (order,) in rows]


def fetch_items(order: int) -> list[tuple]:
    return database().execute("SELECT product_id, count FROM items WHERE order_id = ?", (order,)).fetchall()


def fetch_item(item: tuple) -> int:
    product, count = item
    (cents,) = database().execute("SELECT cents FROM products WHERE id = ?", (product,)).fetchone()
    return cents * count


def fetch_joined(customer: int) -> list[dict]:
    """The same in one query."""
    rows = database().execute(
        """
        SELECT orders.id, SUM(products.cents * items.count) FROM orders
        JOIN items ON items.order_id = orders.id JOIN products ON products.id = items.product_id
        WHERE orders.customer = ? GROUP BY orders.id
        """,
        (customer,),
    )
    return [{"id": order, "cents": cents} for order, cents in rows]


@contextmanager
def request(name: str):
    """A span and its samples, told apart by the endpoint. Runs in the thread that does the work."""
    with tracer.start_as_current_span(name), pyroscope.tag_wrapper({"endpoint": name}):
        yield


@app.get("/orders")
def orders(customer: int = 1) -> list[dict]:
    with request("/orders"):
        return fetch_one_by_one(customer) if VERSION == "v1" else fetch_joined(customer)


@app.get("/ready")
def ready() -> str:
    return VERSION
