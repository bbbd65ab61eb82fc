"""Conversations with a language model behind any server that speaks OpenAI's chat completions."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import openai
from openai.types.chat import ChatCompletion

from lifestream.adapters.language.openai_prompt import Message, estimate_tokens
from lifestream.domain.notes import Cost
from lifestream.errors import ConfigurationError, ModelError, UnavailableError

log = logging.getLogger(__name__)

DEFAULT_SERVER = "https://api.openai.com/v1"
REJECTED = re.compile(r"response_format|json_schema|schema|temperature", re.IGNORECASE)
"""What a server names that rejects the form of a call and not its content."""
LONGEST_ANSWER = 200_000
"""Characters; no notes of five minutes are longer."""


@dataclass(frozen=True, slots=True)
class OpenAiOptions:
    """Which server and model write, and within which limits.

    ``timeout`` is in seconds for one try; ``retries`` are tries after the first, on 408, 409, 429,
    5xx and lost connections, with growing waits; ``concurrency`` is how many calls run at once.
    """

    model: str
    base_url: str = DEFAULT_SERVER
    api_key: str = field(default="", repr=False)
    timeout: float = 120.0
    retries: int = 3
    concurrency: int = 4
    max_prompt_tokens: int = 24_000


class Bill:
    """What some calls cost, whatever came of them."""

    def __init__(self) -> None:
        self.cost = Cost()

    def add(self, cost: Cost) -> None:
        """Put one call on it."""
        self.cost += cost


class OpenAiChat:
    """Asks for one JSON object of a schema. Safe to use from several threads."""

    def __init__(self, options: OpenAiOptions, schema: dict[str, Any], subject: str) -> None:
        """Prepare to call; nothing is sent yet. ``subject`` names the schema, and ``too long`` says what to do.

        Raises:
            ConfigurationError: the server's address is none.
        """
        address = urlsplit(options.base_url)
        if address.scheme not in {"http", "https"} or not address.hostname:
            raise ConfigurationError(
                "The writer's server needs an address that begins with http:// or https://.",
                remedy="Change LIFESTREAM_WRITER__BASE_URL.",
            )
        self._options = options
        self._schema = schema
        self._subject = subject
        self._slots = threading.BoundedSemaphore(options.concurrency)
        self._takes_schema = True
        self._client = openai.OpenAI(
            api_key=options.api_key or "none",
            base_url=options.base_url,
            timeout=options.timeout,
            max_retries=options.retries,
        )
        port = f":{address.port}" if address.port else ""
        # The path may name the deployment; a query or a user may hold a secret.
        self.place = f"{address.hostname}{port}{address.path.rstrip('/')}"

    def complete(self, conversation: list[Message], bill: Bill) -> str:
        """What the model answers.

        Raises:
            ConfigurationError: the server refuses the key, or does not know the model.
            UnavailableError: it is out of reach, or fails after all retries.
            ModelError: the conversation is too long for the budget, or there is no answer.
        """
        needed = estimate_tokens(conversation) + estimate_tokens(self._schema)
        if needed > self._options.max_prompt_tokens:
            raise ModelError(
                f"This part needs about {needed:,} tokens, more than the {self._options.max_prompt_tokens:,} allowed.",
                remedy="Raise LIFESTREAM_WRITER__MAX_PROMPT_TOKENS or shorten the parts with --chunk-minutes.",
            )
        with self._slots, self._translated():
            completion = self._create(conversation, bill)
        if not isinstance(completion, ChatCompletion) or not completion.choices:
            raise ModelError(f"The server of {self._options.model} did not answer with a chat completion.")
        choice, usage = completion.choices[0], completion.usage
        bill.add(Cost(1, usage.prompt_tokens or 0, usage.completion_tokens or 0) if usage else Cost(1))
        if choice.finish_reason == "length":
            raise ModelError(f"{self._options.model} broke off in the middle of its answer.")
        if choice.message is None or choice.message.refusal:
            raise ModelError(f"{self._options.model} refused to answer.")
        return (choice.message.content or "")[:LONGEST_ANSWER]

    def _create(self, conversation: list[Message], bill: Bill) -> object:
        """Send it with a strict schema; to servers that reject that, with the wish for JSON alone."""
        if self._takes_schema:
            form = {"name": self._subject, "strict": True, "schema": self._schema}
            try:
                return self._send(
                    conversation, temperature=0, response_format={"type": "json_schema", "json_schema": form}
                )
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                log.info("%s: tried again without a schema: %s", self._options.model, error.code)
                bill.add(Cost(1))
                # Where the server does not say what it rejects, only a call that it takes can tell.
                self._takes_schema = REJECTED.search(error.message) is None
        plain = self._send(conversation, response_format={"type": "json_object"})
        self._takes_schema = False
        return plain

    def _send(self, conversation: list[Message], **wishes: Any) -> object:
        create: Any = self._client.chat.completions.create
        answer: object = create(model=self._options.model, messages=conversation, **wishes)
        return answer

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn the vendor's errors into ours, without the key that some servers repeat in them."""
        who = f"The writer {self._options.model}"
        try:
            yield
        except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
            raise ConfigurationError(
                f"{who} is refused: {self._cause(error)}", remedy="Change LIFESTREAM_WRITER__API_KEY."
            ) from None
        except openai.NotFoundError as error:
            raise ConfigurationError(
                f"{who} is not there: {self._cause(error)}",
                remedy="Change LIFESTREAM_WRITER__MODEL or LIFESTREAM_WRITER__BASE_URL.",
            ) from None
        except (openai.APIConnectionError, openai.RateLimitError, openai.InternalServerError) as error:
            raise UnavailableError(f"{who} is out of reach: {self._cause(error)}") from None
        except openai.APIError as error:
            raise ModelError(f"{who} cannot take this: {self._cause(error)}") from None
        except ValueError as error:
            raise ModelError(f"{who} did not answer with JSON.") from error

    def _cause(self, error: openai.APIError) -> str:
        key = self._options.api_key
        cause = " ".join(error.message.replace(key, "…").split() if key else error.message.split())
        return cause[:200].rstrip(".") + "."
