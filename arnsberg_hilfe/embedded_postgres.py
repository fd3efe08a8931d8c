def connection_settings() -> dict:
    return {"NAME": "arnsberg_hilfe"}
