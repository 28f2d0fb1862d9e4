"""What the server answers outside Streamlit."""
